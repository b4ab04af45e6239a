import * as vscode from 'vscode';

/** The next debug session, as its messages tell. */
export interface FollowedSession {
  /** Resolves when the program stops for the first time. */
  readonly stopped: Promise<{ readonly session: vscode.DebugSession; readonly threadId: number }>;
  /** Resolves with the program's exit code when the session has ended; undefined if it told none. */
  readonly exitCode: Promise<number | undefined>;
}

interface DapEvent {
  readonly event?: string;
  readonly body?: { readonly threadId?: number; readonly exitCode?: number };
}

/** Follows the session that is started next. */
export function followSession(): FollowedSession {
  let stop: (value: Awaited<FollowedSession['stopped']>) => void;
  let end: (exitCode: number | undefined) => void;
  const stopped = new Promise<Awaited<FollowedSession['stopped']>>((resolve) => (stop = resolve));
  const exitCode = new Promise<number | undefined>((resolve) => (end = resolve));
  let code: number | undefined;
  const tracker = vscode.debug.registerDebugAdapterTrackerFactory('container-gdb', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: ({ event, body }: DapEvent) => {
        if (event === 'stopped') {
          stop({ session, threadId: body?.threadId ?? 0 });
        } else if (event === 'exited') {
          code = body?.exitCode;
        }
      },
    }),
  });
  const ended = vscode.debug.onDidTerminateDebugSession(() => {
    tracker.dispose();
    ended.dispose();
    end(code);
  });
  return { stopped, exitCode };
}
