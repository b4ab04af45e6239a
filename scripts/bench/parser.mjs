import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers';
import { tsImport } from 'tsx/esm/api';
import { root } from '../lib/root.mjs';
import { hold, withLongestHold } from './measure.mjs';

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
  const read = async (texts) => {
    const sink = await buildSink(load);
    const { milliseconds, computing, longest } = await withLongestHold(() =>
      readBuildOutput(Readable.from(chunks(texts)), place, pathMap, sink),
    );
    const lines = `${thousands(milliseconds)} lines/s`;
    return { value: `${lines}, ${thousands(computing)} a second of computing`, longest };
  };
  const repeated = roundsOf(recordedLines(1), (text) => text);
  await read(repeated.slice(0, 9)); // warms up
  const again = await read(repeated);
  const large = await read(
    roundsOf(recordedLines(20), (text, round) =>
      text.replaceAll(/\b(\w+)\.(cpp|h)\b/g, `$1${round}.$2`),
    ),
  );
  return [
    {
      work: 'a million lines of compiler output',
      value: again.value,
      limit: '>= 200,000 lines/s',
    },
    hold('the longest wait of others meanwhile', again.longest),
    {
      work: 'a million lines about 50,000 files',
      value: large.value,
      limit: '>= 200,000 lines/s',
    },
    hold('the longest wait of others meanwhile', large.longest),
  ];
}

/** Takes what is found as Problems does: kept by file, and each file's list made once a turn. */
async function buildSink(load) {
  const { ProblemStore } = await load('domain/diagnostics/problemStore');
  const store = new ProblemStore();
  const waiting = new Set();
  const show = () => {
    for (const file of waiting) {
      store.of(file);
    }
    waiting.clear();
  };
  const changed = (files) => {
    if (waiting.size === 0) {
      setImmediate(show);
    }
    for (const file of files) {
      waiting.add(file);
    }
  };
  return {
    onOutput: () => undefined,
    onProgress: () => undefined,
    onMade: (origin) => changed(store.remade(origin)),
    onDiagnostic: (diagnostic) => changed(store.add(diagnostic)),
  };
}

function thousands(milliseconds) {
  return `${Math.round(lineCount / milliseconds)},000`;
}

/** What the real tools printed, and a step that says nothing for so many of these lines. */
function recordedLines(linesOfStep) {
  const folder = path.join(root, 'test/unit/fixtures/diagnostics/corpus/recorded/bookworm');
  const lines = readdirSync(folder)
    .filter((name) => /^(?:gcc|clang|bfd|lld|make|ninja|cmake).*\.txt$/.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n').slice(1));
  const steps = Array.from(
    { length: Math.ceil(lines.length / linesOfStep) },
    (_, index) =>
      `[${index}/9999] Building CXX object lib/CMakeFiles/lib.dir/src/file${index}.cpp.o`,
  );
  return [...lines, ...steps];
}

/** The lines over and over, with what tells one round from another. */
function roundsOf(lines, change) {
  const text = `${lines.join('\n')}\n`;
  return Array.from({ length: Math.ceil(lineCount / lines.length) }, (_, round) =>
    Buffer.from(change(text, round)),
  );
}

/** In pieces as a connection brings them. */
function* chunks(texts) {
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 65_536) {
      yield text.subarray(at, at + 65_536);
    }
  }
}
