import type { HardwareBreakpoints } from '../../domain/launchConfiguration';
import { UserError } from '../../base/errors';
import type { Attributes } from '../plan/attributes';
import type { Debuggee } from '../debuggee';
import type { StopReporter } from '../stops/stopReporter';

/** Reads the attribute `hardwareBreakpoints`. */
export function readHardwareBreakpoints(
  attributes: Attributes,
): Required<Pick<HardwareBreakpoints, 'require'>> & HardwareBreakpoints {
  const part = attributes.part('hardwareBreakpoints');
  const limit = part?.number('limit');
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0)) {
    throw new UserError(
      'The attribute "hardwareBreakpoints" has a "limit" that is not a whole number from 0 on.',
    );
  }
  return { require: part?.flag('require') ?? false, ...(limit !== undefined && { limit }) };
}

/** Sets the hardware and data breakpoints that wait for the program at its entry, which is passed unseen then. */
export function setHardwareAtEntry(
  { breakpoints, dataBreakpoints }: Debuggee,
  reporter: StopReporter,
  entryBreakpoint: string,
): void {
  const hook = reporter.hook(async ({ report }) => {
    if (report.kind !== 'breakpoint' || report.breakpoint !== entryBreakpoint) {
      return undefined;
    }
    hook.dispose();
    await breakpoints.programStands();
    await dataBreakpoints.programStands();
    const seen = reporter.entryBreakpoint === entryBreakpoint;
    return seen || breakpoints.hitAt(entryBreakpoint).length > 0 ? undefined : 'goOn';
  });
}
