import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parseBuildProgress } from '../domain/buildProgress';
import { colorMessage } from '../domain/colorMessage';
import type { Diagnostic } from '../domain/diagnostic';
import { stripAnsi } from '../domain/diagnostics/ansi';
import type { BuildPlace } from '../domain/diagnostics/buildContext';
import { DiagnosticParser } from '../domain/diagnostics/diagnosticParser';
import { createPathDisplay } from '../domain/displayPaths';
import { toHostDiagnostic } from '../domain/hostDiagnostic';
import type { PathMap } from '../domain/pathMap';
import type { BuildSink } from './buildSink';
import { SourceLines } from './sourceLines';

/** How many problems a run reported. */
export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
}

/** What two runs reported together. */
export function addCounts(one: DiagnosticCounts, other: DiagnosticCounts): DiagnosticCounts {
  return { errors: one.errors + other.errors, warnings: one.warnings + other.warnings };
}

/**
 * Reads the output of one configure or build run: shows it, follows its progress and reports its
 * problems. Hands the thread back every few milliseconds, however much the tools write.
 */
export async function readBuildOutput(
  output: Readable,
  place: BuildPlace,
  pathMap: PathMap,
  sink: BuildSink,
): Promise<DiagnosticCounts> {
  const counts = { errors: 0, warnings: 0 };
  const sources = new SourceLines();
  /** What was found and is not told yet, in order: diagnostics, and the names of what is made. */
  let found: (Diagnostic | string)[] = [];
  const tell = async (): Promise<void> => {
    const all = found;
    found = [];
    for (let at = 0; at < all.length; at += mostSideBySide) {
      // The sources that are needed are read side by side.
      const told = all
        .slice(at, at + mostSideBySide)
        .map((one) => (typeof one === 'string' ? one : sources.inCharacters(one)));
      for (const one of told) {
        if (typeof one === 'string') {
          sink.onMade?.(one);
        } else {
          sink.onDiagnostic?.(one instanceof Promise ? await one : one);
        }
      }
    }
  };
  const toHost = rememberingPaths(pathMap);
  const parser = new DiagnosticParser(
    place,
    (diagnostic, isNew) => {
      if (isNew) {
        count(counts, diagnostic);
      }
      found.push(toHostDiagnostic(diagnostic, { toHost }));
    },
    { onMade: (origin) => found.push(origin) },
  );
  const display = createPathDisplay({ ...pathMap, toHost }, place.buildDirectory);
  const decoder = new TextDecoder();
  let rest = '';
  // Over all chunks: those that wait in the stream's buffer follow each other without a turn.
  let since = performance.now();
  let linesRead = 0;

  const takeLines = async (lines: readonly string[], end: string): Promise<void> => {
    let shown = '';
    for (const line of lines) {
      shown += `${colorMessage(display(line))}${end}`;
      readLine(line, parser, sink);
      linesRead++;
      // Asking the clock for each line would be a good part of the work.
      if (linesRead % linesBetweenLooks === 0 && performance.now() - since > longestTurn) {
        sink.onOutput?.(shown);
        shown = '';
        await tell();
        await setImmediate();
        since = performance.now();
      }
    }
    if (shown !== '') {
      sink.onOutput?.(shown);
    }
    await tell();
  };

  for await (const chunk of output) {
    const text = rest + decoder.decode(bytes(chunk), { stream: true });
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    await takeLines(lines, '\n');
  }
  rest += decoder.decode();
  if (rest !== '') {
    await takeLines([rest], '');
  }
  parser.end();
  await tell();
  return counts;
}

/** How many files are open at a time. */
const mostSideBySide = 32;

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;
const linesBetweenLooks = 16;

/** The same files are named again and again; of a large build, only the last are remembered. */
function rememberingPaths(pathMap: PathMap): PathMap['toHost'] {
  const known = new Map<string, string | undefined>();
  return (path) => {
    const hostPath = known.get(path);
    if (hostPath !== undefined || known.has(path)) {
      return hostPath;
    }
    if (known.size >= mostPathsKnown) {
      known.clear();
    }
    const found = pathMap.toHost(path);
    known.set(path, found);
    return found;
  };
}

const mostPathsKnown = 4096;

function readLine(line: string, parser: DiagnosticParser, sink: BuildSink): void {
  parser.line(line);
  if (sink.onProgress && (line.startsWith('[') || line.startsWith('\u001b'))) {
    const progress = parseBuildProgress(stripAnsi(line));
    if (progress) {
      sink.onProgress(progress);
    }
  }
}

function count(counts: { errors: number; warnings: number }, { severity }: Diagnostic): void {
  if (severity === 'error') {
    counts.errors++;
  } else if (severity === 'warning') {
    counts.warnings++;
  }
}

function bytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}
