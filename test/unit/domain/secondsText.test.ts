import assert from 'node:assert/strict';
import { secondsText } from '../../../src/domain/secondsText';

suite('The time that something took', () => {
  test('is as exact as a person wants it', () => {
    assert.deepEqual([0, 440, 9_940, 9_960, 59_400, 60_000, 185_000, 3_840_000].map(secondsText), [
      '0.0 s',
      '0.4 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 0 s',
      '3 min 5 s',
      '1 h 4 min',
    ]);
  });
});
