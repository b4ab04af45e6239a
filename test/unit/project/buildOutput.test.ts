import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import type { BuildProgress } from '../../../src/domain/buildProgress';
import type { Diagnostic } from '../../../src/domain/diagnostic';
import { stripAnsi } from '../../../src/domain/diagnostics/ansi';
import { createPathMap } from '../../../src/domain/pathMap';
import { readBuildOutput } from '../../../src/project/buildOutput';

const place = { sourceDirectory: '/workspace', buildDirectory: '/workspace/build' };
const pathMap = createPathMap(
  [{ type: 'bind', source: '/home/me/app', destination: '/workspace', writable: true }],
  { platform: 'linux' },
);

async function read(chunks: readonly (string | Buffer)[]) {
  const progress: BuildProgress[] = [];
  const diagnostics: Diagnostic[] = [];
  let text = '';
  const counts = await readBuildOutput(Readable.from(chunks), place, pathMap, {
    onOutput: (more) => (text += more),
    onProgress: (one) => progress.push(one),
    onDiagnostic: (one) => diagnostics.push(one),
  });
  return { counts, progress, diagnostics, text: stripAnsi(text) };
}

suite('reading the output of a build', () => {
  test('a line that comes in pieces is one line', async () => {
    const { text, diagnostics, counts } = await read([
      '[1/2] Building x\n/work',
      'space/a.cpp:3:1: err',
      'or: expected something\n',
    ]);

    assert.equal(text, '[1/2] Building x\n/home/me/app/a.cpp:3:1: error: expected something\n');
    assert.equal(diagnostics[0]?.location.path, '/home/me/app/a.cpp');
    assert.deepEqual(counts, { errors: 1, warnings: 0 });
  });

  test('a character that comes in pieces is one character', async () => {
    const whole = Buffer.from("/workspace/a.cpp:1:1: error: '‘x’'\n");
    const pieces = [...whole].map((byte) => Buffer.from([byte]));

    const { text } = await read(pieces);

    assert.equal(text, "/home/me/app/a.cpp:1:1: error: '‘x’'\n");
  });

  test('a last line without an end is shown and read', async () => {
    const { text, counts } = await read(['/workspace/a.cpp:1:1: warning: last']);

    assert.equal(text, '/home/me/app/a.cpp:1:1: warning: last');
    assert.deepEqual(counts, { errors: 0, warnings: 1 });
  });

  test('progress is read through its colours', async () => {
    const { progress } = await read(['\u001b[32m[ 50%] Building CXX object a.o\u001b[0m\n']);

    assert.deepEqual(progress, [{ fraction: 0.5, text: 'Building CXX object a.o' }]);
  });

  test('problems come in their order, with the columns of the editor where tabs stand', async () => {
    const hostFolder = await mkdtemp(join(tmpdir(), 'drydock-output-'));
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const source = ['\tint tabbed;', 'int plain;', ''].join('\n');
    await Promise.all(numbers.map((index) => writeFile(join(hostFolder, `${index}.cpp`), source)));
    const message = (path: string, line: number, column: number, echo: string): string =>
      [
        `${path}:${line}:${column}: error: wrong`,
        `    ${line} | ${echo}`,
        `      | ${' '.repeat(column - 1)}^~~~~~`,
        '',
      ].join('\n');
    const text = numbers
      .map((index) => `/workspace/${index}.cpp`)
      .flatMap((path) => [
        message(path, 1, 13, '        int tabbed;'),
        message(path, 2, 5, 'int plain;'),
        message('/usr/include/there.h', 1, 13, '        int tabbed;'),
      ])
      .join('');
    const mounts = [
      { type: 'bind', source: hostFolder, destination: '/workspace', writable: true },
    ] as const;
    const found: string[] = [];

    await readBuildOutput(
      Readable.from([Buffer.from(text)]),
      place,
      createPathMap(mounts, { platform: 'linux' }),
      {
        onDiagnostic: ({ location: { path, line, column, endColumn } }) =>
          found.push([basename(path), line, column, endColumn].join(':')),
      },
    );
    await rm(hostFolder, { recursive: true });

    const first = ['0.cpp:1:6:12', '0.cpp:2:5:11', 'there.h:1:13:19'];
    const others = numbers
      .slice(1)
      .flatMap((index) => [`${index}.cpp:1:6:12`, `${index}.cpp:2:5:11`]);
    assert.deepEqual(found, [...first, ...others]);
  });

  for (const [size, linesInChunk] of [
    ['large', 20_000],
    ['small', 100],
  ] as const) {
    test(`forty thousand lines in ${size} chunks leave room for others in between`, async () => {
      const line = '/workspace/src/file.cpp:12:5: warning: unused variable [-Wunused-variable]\n';
      const chunk = Buffer.from(line.repeat(linesInChunk));
      const chunks = Array.from({ length: 40_000 / linesInChunk }, () => chunk);
      let turns = 0;
      let reading = true;
      const count = (): void => {
        turns++;
        if (reading) {
          setImmediate(count);
        }
      };
      setImmediate(count);

      const { diagnostics } = await read(chunks);
      reading = false;

      assert.equal(diagnostics.length, 1);
      assert.ok(turns > 5, `only ${turns} turns`);
    });
  }
});
