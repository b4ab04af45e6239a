import type { Logger } from '../base/logger';
import { tooOldToWrite } from '../gdb/gdbError';
import { disableRefused } from '../gdb/refusedBreakpoint';
import { followBreakpoints } from './breakpoints/breakpointEvents';
import type { DapConnection } from './client/dapConnection';
import { followInspection } from './inspection/followInspection';
import type { LiveSession } from './liveSession';

/** Tells the client what happens to the program: its output, threads, breakpoints, modules, memory. */
export function followProgram(
  live: LiveSession,
  connection: DapConnection,
  takesMemoryEvents: boolean,
  log: Logger,
): void {
  const { plan, backend, debuggee } = live;
  const { client, gdb } = backend;
  const output = (category: string, text: string): void => {
    connection.event('output', { category, output: text });
  };
  client.onProgramText((text) => output('stdout', text));
  client.onResumeFailed((reason) => {
    const refused = disableRefused(client, reason);
    const disabled = refused.map(
      (number) => ` gdb's breakpoint ${number} is disabled now; let the program go on again.`,
    );
    output('important', `gdb could not let the program go on: ${reason}${disabled.join('')}\n`);
  });
  gdb.onErrorText((text) => {
    if (live.terminal.own) {
      output('stderr', text);
    }
  });
  if (!debuggee.traits.python && !plan.noDebug) {
    live.note(
      `The gdb ${debuggee.traits.version} of this container was built without Python, so containers such as std::vector are shown by their members. Set "miDebuggerPath" to a gdb with Python to see their elements.`,
    );
  }
  if (!debuggee.traits.writesAllRegisters && !plan.noDebug) {
    const firstStop = live.reporter.onShown(() => {
      firstStop.dispose();
      // The stop does not wait for it.
      void debuggee.canWriteRegisters().then((can) => (can ? undefined : live.note(tooOldToWrite)));
    });
  }
  debuggee.onThread((change) => connection.event('thread', change));
  followBreakpoints(live, connection);
  followInspection(debuggee, connection, takesMemoryEvents, log);
}
