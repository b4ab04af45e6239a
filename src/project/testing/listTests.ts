import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../base/errors';
import { listArguments, listsAsJson } from '../../domain/testing/ctestArguments';
import type { ProjectTest } from '../../domain/testing/projectTest';
import { parseTestList, parseTestNames } from '../../domain/testing/testList';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runInContainer } from '../../engine/runInContainer';
import { ctestFolder, type TestPlace } from './testPlace';

/**
 * The tests of a build folder, in the order of their numbers; undefined before CMake has run there.
 * An empty list is a project without tests.
 */
export async function listTests(
  engine: ContainerEngine,
  place: TestPlace,
  signal?: AbortSignal,
): Promise<readonly ProjectTest[] | undefined> {
  const { container, buildContainerPath, user } = place;
  const { stdout, stderr, exitCode } = await runInContainer(
    engine,
    container,
    {
      argv: [
        ...['sh', '-c', script, 'sh', buildContainerPath, ctestFolder(place)],
        ...['ctest', ...listArguments(place)],
      ],
      ...(user === undefined ? {} : { user }),
      env: place.environment,
      processGroup: true,
    },
    signal,
  );
  if (exitCode === notConfigured) {
    return undefined;
  }
  const parsed = listsAsJson(place) ? parseTestList(stdout, place) : parseTestNames(stdout);
  const tests = parsed && (await collect(parsed));
  if (!tests || (exitCode !== 0 && tests.length === 0)) {
    const reason = (stderr || stdout).trim().split('\n').at(-1) ?? '';
    throw new UserError(
      `The tests in "${buildContainerPath}" of the container "${container}" cannot be listed: ${reason || `ctest ended with exit code ${exitCode}`}`,
    );
  }
  return tests;
}

/** Hands the thread back every few milliseconds, however many tests there are. */
async function collect<T>(all: Iterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  let since = performance.now();
  for (const one of all) {
    collected.push(one);
    if (performance.now() - since > longestTurn) {
      await setImmediate();
      since = performance.now();
    }
  }
  return collected;
}

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;

/** `ctest` itself ends with small numbers. */
const notConfigured = 100;

const script = `
[ -f "$1/CMakeCache.txt" ] || exit ${notConfigured}
cd "$2" || exit
shift 2
exec "$@"
`;
