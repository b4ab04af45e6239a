import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { tsImport } from 'tsx/esm/api';
import { root } from '../lib/root.mjs';

const lineCount = 1_000_000;

/** A million lines of real tools' output through all that reads a build, and how long others waited. */
export async function benchParser() {
  const load = (file) => tsImport(`../../src/${file}.ts`, import.meta.url);
  const { readBuildOutput } = await load('project/buildOutput');
  const { createPathMap } = await load('domain/pathMap');
  const mounts = [
    { type: 'bind', source: '/home/me/app', destination: '/workspace', writable: true },
  ];
  const pathMap = createPathMap(mounts, { platform: 'linux' });
  const place = { sourceDirectory: '/workspace', buildDirectory: '/workspace/build' };
  let shown = 0;
  const sink = {
    onOutput: (text) => (shown += text.length),
    onProgress: () => undefined,
    onDiagnostic: () => undefined,
  };
  const before = process.cpuUsage();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const start = performance.now();
  await readBuildOutput(Readable.from(chunks(recordedLines())), place, pathMap, sink);
  const seconds = (performance.now() - start) / 1000;
  delays.disable();
  const { user, system } = process.cpuUsage(before);
  const computing = (user + system) / 1e6;
  return [
    {
      work: 'a million lines of compiler output',
      value: `${thousands(seconds)} lines/s, ${thousands(computing)} a second of computing`,
      limit: '>= 200,000 lines/s',
    },
    {
      work: 'the longest wait of others meanwhile',
      value: `${(delays.max / 1e6).toFixed(0)} ms`,
      limit: '<= 50 ms',
    },
  ];
}

function thousands(seconds) {
  return `${Math.round(lineCount / seconds / 1000)},000`;
}

/** What the real tools printed, and steps that say nothing between, as most of a build does. */
function recordedLines() {
  const folder = path.join(root, 'test/unit/fixtures/diagnostics/corpus/recorded/bookworm');
  const lines = readdirSync(folder)
    .filter((name) => /^(?:gcc|clang|bfd|lld|make|ninja|cmake).*\.txt$/.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n').slice(1));
  const steps = lines.map(
    (_, index) =>
      `[${index}/9999] Building CXX object lib/CMakeFiles/lib.dir/src/file${index}.cpp.o`,
  );
  return [...lines, ...steps];
}

/** In pieces as a connection brings them. */
function* chunks(lines) {
  const text = Buffer.from(`${lines.join('\n')}\n`);
  for (let sent = 0; sent < lineCount; sent += lines.length) {
    for (let at = 0; at < text.length; at += 65_536) {
      yield text.subarray(at, at + 65_536);
    }
  }
}
