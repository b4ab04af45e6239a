import assert from 'node:assert/strict';
import { ProtobufMessage, toProtobuf } from '../../../src/domain/protobuf';

suite('A message of Protocol Buffers', () => {
  test('gives back what was written, and nothing for what is not there', () => {
    const inner = toProtobuf([[2, 'grün']]);
    const message = new ProtobufMessage(
      toProtobuf([
        [1, 'first'],
        [20, 2 ** 40 + 300],
        [3, inner],
        [3, inner],
      ]),
    );
    assert.equal(message.text(1), 'first');
    assert.equal(message.number(20), 2 ** 40 + 300);
    assert.deepEqual(
      message.messages(3).map((one) => one.text(2)),
      ['grün', 'grün'],
    );
    assert.deepEqual([message.text(9), message.number(9), message.messages(9)], ['', 0, []]);
  });

  test('passes over fields that nobody asks for, of every wire type', () => {
    const fixed = [0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4];
    const message = new ProtobufMessage(Buffer.from([...fixed, ...toProtobuf([[3, 'last']])]));
    assert.equal(message.text(3), 'last');
  });

  test('that is cut off, or is none, is refused', () => {
    const whole = toProtobuf([[1, 'first']]);
    assert.throws(() => new ProtobufMessage(whole.subarray(0, 4)), RangeError);
    assert.throws(() => new ProtobufMessage(Buffer.from([0x08, 0xff])), RangeError);
    assert.throws(() => new ProtobufMessage(Buffer.from([0x0b])), RangeError);
  });
});
