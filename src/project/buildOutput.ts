import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parseBuildProgress } from '../domain/buildProgress';
import { colorMessage } from '../domain/colorMessage';
import { diagnosticKey, type Diagnostic } from '../domain/diagnostic';
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
  const counted = new Set<string>();
  const sources = new SourceLines();
  /** What was found and is not told yet, in order: diagnostics, and the names of what is made. */
  let found: (Diagnostic | string)[] = [];
  const tell = async (): Promise<void> => {
    const all = found;
    found = [];
    for (const one of all) {
      if (typeof one === 'string') {
        sink.onMade?.(one);
      } else {
        sink.onDiagnostic?.(await sources.inCharacters(one));
      }
    }
  };
  // The same few files are named again and again.
  const hostPaths = new Map<string, string | undefined>();
  const toHost = (path: string): string | undefined => {
    if (!hostPaths.has(path)) {
      hostPaths.set(path, pathMap.toHost(path));
    }
    return hostPaths.get(path);
  };
  const parser = new DiagnosticParser(
    place,
    (diagnostic) => {
      const key = diagnosticKey(diagnostic);
      if (!counted.has(key)) {
        counted.add(key);
        count(counts, diagnostic);
      }
      found.push(toHostDiagnostic(diagnostic, { toHost }));
    },
    { onMade: (origin) => found.push(origin) },
  );
  const display = createPathDisplay(pathMap, place.buildDirectory);
  const decoder = new TextDecoder();
  let rest = '';
  // Over all chunks: those that wait in the stream's buffer follow each other without a turn.
  let since = performance.now();

  const takeLines = async (lines: readonly string[], end: string): Promise<void> => {
    let shown = '';
    for (const line of lines) {
      shown += `${colorMessage(display(line))}${end}`;
      readLine(line, parser, sink);
      if (performance.now() - since > longestTurn) {
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

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;

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
