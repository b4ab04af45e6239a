import type { DapConnection } from '../client/dapConnection';
import type { LiveSession } from '../liveSession';
import { LogOutput } from './logOutput';
import { showBreakpoint } from './shownBreakpoint';

/** Tells the client what happens to breakpoints by itself, and what log points have to say. */
export function followBreakpoints(
  { plan, backend, debuggee }: LiveSession,
  connection: DapConnection,
): void {
  const { breakpoints, dataBreakpoints, texts } = debuggee;
  const { pathMap } = backend.container;
  breakpoints.hardwareLimit = plan.hardwareBreakpoints.limit;
  breakpoints.onChange(({ reason, breakpoint }) =>
    connection.event('breakpoint', { reason, breakpoint: showBreakpoint(breakpoint, pathMap) }),
  );
  dataBreakpoints.onChange((change) => connection.event('breakpoint', change));
  const output = new LogOutput(connection, pathMap);
  texts.onLogged((logged) => {
    const breakpoint = breakpoints.byId(logged.id);
    if (breakpoint) {
      output.show(breakpoint, logged);
    }
  });
}
