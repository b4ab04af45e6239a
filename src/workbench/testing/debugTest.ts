import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { debugType } from '../../domain/launchConfiguration';
import type { ProjectTest } from '../../domain/testing/projectTest';
import { requireDebugger } from '../debug/requireDebugger';
import type { TestRoot } from './testRoot';

/** Marks a session as that of a test, so that its end is told. */
const testMark = '__drydockTest';

/**
 * Debugs one test with its own command, working directory and environment. Resolves with the exit code
 * of its program when the session has ended; undefined when that was ended before it.
 */
export async function debugTest(
  root: TestRoot,
  test: ProjectTest,
  container: string,
  testRun: vscode.TestRun,
): Promise<number | undefined> {
  const [program, ...args] = test.command ?? [];
  if (program === undefined) {
    throw new UserError(
      vscode.l10n.t(
        'The test "{0}" cannot be debugged, because ctest does not tell its command: its program is not built, or CMake in the container is older than 3.14.',
        test.name,
      ),
    );
  }
  await requireDebugger(root.project);
  const mark = `${Date.now()}:${test.name}`;
  const ended = endOf(mark, testRun.token);
  try {
    const started = await vscode.debug.startDebugging(
      root.project.folder,
      {
        type: debugType,
        request: 'launch',
        name: vscode.l10n.t('Test {0}', test.name),
        container,
        program,
        args,
        ...(test.workingDirectory === undefined ? {} : { cwd: test.workingDirectory }),
        environment: test.environment.map((entry) => {
          const [name = '', ...value] = entry.split('=');
          return { name, value: value.join('=') };
        }),
        [testMark]: mark,
      },
      { testRun },
    );
    return started ? await ended.exitCode : undefined;
  } finally {
    ended.stop();
  }
}

/** Waits for the end of the session with this mark. */
function endOf(
  mark: string,
  token: vscode.CancellationToken,
): { readonly exitCode: Promise<number | undefined>; readonly stop: () => void } {
  const listeners: vscode.Disposable[] = [];
  const isIt = (session: vscode.DebugSession): boolean =>
    session.parentSession === undefined && session.configuration[testMark] === mark;
  const exitCode = new Promise<number | undefined>((resolve) => {
    let code: number | undefined;
    listeners.push(
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: (session) =>
          isIt(session)
            ? { onDidSendMessage: (message: unknown) => (code = exitCodeIn(message) ?? code) }
            : undefined,
      }),
      vscode.debug.onDidTerminateDebugSession((session) => {
        if (isIt(session)) {
          resolve(code);
        }
      }),
      token.onCancellationRequested(() => {
        const session = vscode.debug.activeDebugSession;
        // The end of the session is waited for.
        void vscode.debug.stopDebugging(session && isIt(session) ? session : undefined);
      }),
    );
  });
  return {
    exitCode,
    stop: () => {
      for (const listener of listeners) {
        listener.dispose();
      }
    },
  };
}

/** DAP's event `exited`. */
function exitCodeIn(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null) {
    return undefined;
  }
  const { event, body } = message as { readonly event?: unknown; readonly body?: unknown };
  const code =
    event === 'exited' && typeof body === 'object' && body !== null && 'exitCode' in body
      ? body.exitCode
      : undefined;
  return typeof code === 'number' ? code : undefined;
}
