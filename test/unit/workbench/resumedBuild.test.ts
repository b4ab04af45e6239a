import assert from 'node:assert/strict';
import { ResumedBuild } from '../../../src/workbench/build/resumedBuild';

suite('A build that an earlier window has begun', () => {
  test('is shown from its first line by each terminal, and ends in all of them', async () => {
    let write: (text: string) => void = () => undefined;
    let end: (exitCode: number) => void = () => undefined;
    const build = new ResumedBuild((output) => {
      write = output;
      return new Promise((resolve) => (end = resolve));
    });
    let first = '';
    let second = '';

    const one = build.watch((text) => (first += text), new AbortController().signal);
    write('a');
    const other = build.watch((text) => (second += text), new AbortController().signal);
    write('b');
    end(0);

    assert.deepEqual([await one, await other, first, second], [0, 0, 'a', 'ab']);
  });

  test('is cancelled by the terminal that shows it', async () => {
    const build = new ResumedBuild(
      (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(130));
        }),
    );
    const abort = new AbortController();
    const ended = build.watch(() => undefined, abort.signal);

    abort.abort();

    assert.equal(await ended, 130);
  });
});
