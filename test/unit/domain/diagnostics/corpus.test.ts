import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readRecording, recordedFolder } from './corpus';

suite('what the real tools printed', () => {
  for (const place of readdirSync(recordedFolder)) {
    const names = readdirSync(join(recordedFolder, place)).filter(
      (name) => name.endsWith('.txt') && name !== 'versions.txt',
    );
    for (const name of names) {
      test(`${place}: ${name.replace(/\.txt$/, '')}`, () => {
        const found = readRecording(join(recordedFolder, place, name));
        const golden = join(recordedFolder, place, name.replace(/\.txt$/, '.expected.jsonl'));

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
