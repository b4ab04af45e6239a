// Fuzzes the parser of GDB/MI for longer than the suite does, each property for so many seconds:
//   node scripts/fuzz.mjs [SECONDS]
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { root } from './lib/root.mjs';

const seconds = process.argv[2] ?? '60';
if (!/^[1-9]\d*$/.test(seconds)) {
  process.stderr.write(`"${seconds}" is no number of seconds. Give a whole number, such as 60.\n`);
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', 'test/unit/gdb/miFuzz.test.ts'],
  { cwd: root, env: { ...process.env, DRYDOCK_FUZZ_SECONDS: seconds }, stdio: 'inherit' },
);
process.exit(status ?? 1);
