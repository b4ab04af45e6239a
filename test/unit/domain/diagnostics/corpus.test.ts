import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runDiagnostics } from '../../../../src/domain/diagnostics/runDiagnostics';
import { diagnose } from './corpus';

/** Made by `scripts/recordDiagnostics.mjs`; what is expected of each stands beside it. */
const folder = join(import.meta.dirname, '../../fixtures/diagnostics/corpus/recorded');

suite('what the real tools printed', () => {
  for (const place of readdirSync(folder)) {
    const names = readdirSync(join(folder, place)).filter(
      (name) => name.endsWith('.txt') && name !== 'versions.txt',
    );
    for (const name of names) {
      test(`${place}: ${name.replace(/\.txt$/, '')}`, () => {
        const found = readRecording(join(folder, place, name), name.startsWith('clang'));
        const golden = join(folder, place, name.replace(/\.txt$/, '.expected.jsonl'));

        const lines = found.map((one) => `${JSON.stringify(one)}\n`).join('');

        if (process.env['DRYDOCK_UPDATE_GOLDEN'] === '1') {
          writeFileSync(golden, lines);
        }
        assert.ok(existsSync(golden), 'Nothing says what is expected of this recording.');
        assert.deepEqual(lines.split('\n'), readFileSync(golden, 'utf8').split('\n'));
      });
    }
  }
});

/** Programs that ran, not builds. */
const runs = /\/(?:gtest|catch|doctest|assert|asan|uaf|leak|ubsan|tsan)\.txt$/;

/** The first line of a recording tells where the tools ran. */
function readRecording(file: string, clang: boolean): ReturnType<typeof diagnose> {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const [, sourceDirectory = '', buildDirectory = ''] = /^# (\S+) built in (\S+)$/.exec(head) ?? [];
  if (runs.test(file)) {
    return runDiagnostics(lines.join('\n'), buildDirectory);
  }
  const compiler = clang ? 'clang' : 'gcc';
  return diagnose(lines.join('\n'), { sourceDirectory, buildDirectory, compiler });
}
