import assert from 'node:assert/strict';
import { inputEndsWithAttachment } from '../../../src/domain/attachedInput';

suite('the input of an attached container', () => {
  const container = { openStdin: true, tty: false, stdinOnce: false };

  test('ends with the attachment where it is read from one client alone', () => {
    assert.equal(inputEndsWithAttachment({ ...container, stdinOnce: true }, true), true);
    assert.equal(inputEndsWithAttachment(container, true), false);
  });

  test('ends with the attachment where the engine keeps it open for nobody', () => {
    assert.equal(inputEndsWithAttachment(container, false), true);
  });

  test('goes on where there is a terminal, and cannot end where there is none', () => {
    const both = { ...container, stdinOnce: true };
    assert.equal(inputEndsWithAttachment({ ...both, tty: true }, false), false);
    assert.equal(inputEndsWithAttachment({ ...both, openStdin: false }, false), false);
  });
});
