import assert from 'node:assert/strict';
import { TimeLeft } from '../../../src/domain/timeLeft';

suite('the time that is left', () => {
  test('nothing is told before there is something to tell from', () => {
    const left = new TimeLeft(0);

    assert.equal(left.update(0.5, 1000), undefined);
    assert.equal(left.update(0.01, 10_000), undefined);
    assert.equal(left.update(1, 10_000), undefined);
  });

  test('work at one pace is told right, in steps', () => {
    const left = new TimeLeft(0);
    const told = [10, 20, 30, 40, 50, 60, 70, 80, 90].map((seconds) =>
      left.update(seconds / 100, seconds * 1000),
    );

    assert.deepEqual(told, [90, 90, 75, 60, 50, 40, 30, 20, 10]);
  });

  test('one slow step does not make the figure jump', () => {
    const left = new TimeLeft(0);
    let previous = left.update(0.1, 10_000) ?? 0;
    // Nothing ends for eight seconds, then the pace is the old one again.
    for (let second = 11; second <= 60; second++) {
      const fraction = second < 19 ? 0.1 : (second - 8) / 100;
      const told = left.update(fraction, second * 1000) ?? 0;
      assert.ok(Math.abs(told - previous) <= 30, `${previous} became ${told} at ${second}`);
      previous = told;
    }
  });
});
