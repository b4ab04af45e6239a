import { posix } from 'node:path';
import type { SourceLocation } from '../diagnostic';
import type { ProjectTest } from './projectTest';

/** Where the project lies, by which tests are told to belong to its folders. */
export interface TestListPlace {
  readonly sourceContainerPath: string;
  readonly buildContainerPath: string;
}

/**
 * Reads what `ctest --show-only=json-v1` prints; undefined when there is no list in it. Each test is
 * read when it is asked for, so that whoever reads thousands can do something else in between.
 */
export function parseTestList(
  text: string,
  place: TestListPlace,
): Iterable<ProjectTest> | undefined {
  // Messages about programs that are missing may come before it.
  const start = text.indexOf('{');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.slice(Math.max(0, start)));
  } catch {
    return undefined;
  }
  if (!isRecord(parsed) || !Array.isArray(parsed['tests'])) {
    return undefined;
  }
  const graph = backtraces(parsed['backtraceGraph']);
  const tests: readonly unknown[] = parsed['tests'];
  return readTests(tests, graph, place);
}

function* readTests(
  tests: readonly unknown[],
  graph: Backtraces,
  place: TestListPlace,
): Generator<ProjectTest> {
  for (const [position, test] of tests.entries()) {
    if (isRecord(test)) {
      yield readTest(test, position + 1, graph, place);
    }
  }
}

/** Reads what `ctest -N` prints, for CMake before 3.14: names and numbers, and nothing more. */
export function parseTestNames(text: string): ProjectTest[] {
  return [...text.matchAll(/^ *Test +#(\d+): (.*?)( \(Disabled\))?\r?$/gm)].map(
    ([, index, name = '', disabled]) => ({
      index: Number(index),
      name,
      labels: [],
      environment: [],
      disabled: disabled !== undefined,
      directory: '',
    }),
  );
}

interface Frame {
  readonly file: string;
  readonly line?: number;
}

/** The frames of a test's definition, the innermost first. */
type Backtraces = (node: unknown) => readonly Frame[];

function readTest(
  test: Record<string, unknown>,
  index: number,
  graph: Backtraces,
  place: TestListPlace,
): ProjectTest {
  const properties = readProperties(test['properties']);
  const workingDirectory = properties.get('WORKING_DIRECTORY');
  const command = strings(test['command']);
  const frames = graph(test['backtrace']);
  const definedAt = definition(frames) ?? sourceLine(properties.get('DEF_SOURCE_LINE'));
  return {
    index,
    name: String(test['name']),
    ...(command.length === 0 ? {} : { command }),
    ...(typeof workingDirectory === 'string' ? { workingDirectory } : {}),
    labels: strings(properties.get('LABELS')),
    environment: strings(properties.get('ENVIRONMENT')),
    disabled: properties.get('DISABLED') === true,
    ...(definedAt === undefined ? {} : { definedAt }),
    directory: directoryOf(frames, workingDirectory, place),
  };
}

function readProperties(value: unknown): ReadonlyMap<string, unknown> {
  const properties: readonly unknown[] = Array.isArray(value) ? value : [];
  return new Map(
    properties.flatMap((property) =>
      isRecord(property) ? [[String(property['name']), property['value']] as const] : [],
    ),
  );
}

function backtraces(value: unknown): Backtraces {
  const graph = isRecord(value) ? value : {};
  const files = strings(graph['files']);
  const nodes: readonly unknown[] = Array.isArray(graph['nodes']) ? graph['nodes'] : [];
  return (start) => {
    const frames: Frame[] = [];
    let next = start;
    // A graph with a circle is no graph of CMake's, but must not hang.
    while (typeof next === 'number' && frames.length < nodes.length) {
      const node = nodes[next];
      if (!isRecord(node)) {
        break;
      }
      const { file: fileIndex, line, parent } = node;
      const file = typeof fileIndex === 'number' ? files[fileIndex] : undefined;
      if (file !== undefined) {
        frames.push(typeof line === 'number' ? { file, line } : { file });
      }
      next = parent;
    }
    return frames;
  };
}

/** A function of the project's own may add it: then the line that calls the function is meant. */
function definition(frames: readonly Frame[]): SourceLocation | undefined {
  const lines = frames.filter(({ line }) => line !== undefined);
  const frame = lines.find(({ file }) => posix.basename(file) === 'CMakeLists.txt') ?? lines[0];
  return frame?.line === undefined ? undefined : { path: frame.file, line: frame.line };
}

/** What `gtest_discover_tests` notes from CMake 3.27 on: `file:line` of the test's own source. */
function sourceLine(value: unknown): SourceLocation | undefined {
  const [, path, line] = /^(.+):(\d+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return path === undefined ? undefined : { path, line: Number(line) };
}

/** CMake's default working directory is the build folder's counterpart of the source's. */
function directoryOf(
  frames: readonly Frame[],
  workingDirectory: unknown,
  { sourceContainerPath, buildContainerPath }: TestListPlace,
): string {
  const lists = frames.findLast(({ file }) => posix.basename(file) === 'CMakeLists.txt');
  const candidates = [
    ...(lists ? [posix.relative(sourceContainerPath, posix.dirname(lists.file))] : []),
    ...(typeof workingDirectory === 'string'
      ? [posix.relative(buildContainerPath, workingDirectory)]
      : []),
  ];
  return candidates.find((path) => path !== '..' && !path.startsWith('../')) ?? '';
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return Array.isArray(value) ? value.map(String) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
