import { setCondition } from './breakpointCommands';
import { GdbError } from './gdbError';
import type { MiClient } from './miClient';
import { MiTuple } from './miRecord';
import type { CatchKind } from './thrownObject';

/** A catchpoint as gdb has it. */
export interface CatchpointReport {
  readonly number: string;
  /** The program, as far as it is loaded, has the C++ runtime that the catchpoint waits in. */
  readonly bound: boolean;
}

/** Makes gdb stop where C++ exceptions are thrown, rethrown or caught. */
export async function insertCatchpoint(
  client: MiClient,
  kind: CatchKind,
): Promise<CatchpointReport> {
  try {
    return readCatchpoint(await client.command(`-catch-${kind}`));
  } catch (error) {
    if (!(error instanceof GdbError) || error.failure !== 'undefinedCommand') {
      throw error;
    }
    // gdb before 9 knows it only on its command line, and answers "Catchpoint 3 (throw)".
    const text = await client.consoleCommand(`catch ${kind}`);
    return { number: /Catchpoint (\d+)/.exec(text)?.[1] ?? '', bound: true };
  }
}

/** Reads the body of an answer or of news about a catchpoint. */
export function readCatchpoint(body: MiTuple): CatchpointReport {
  const catchpoint = body.tuple('bkpt') ?? MiTuple.empty;
  return {
    number: catchpoint.text('number') ?? '',
    // gdb names no place of a catchpoint, but in which programs it has one.
    bound: catchpoint.get('thread-groups') !== undefined,
  };
}

/**
 * Lets exceptions of some types pass without a stop; none lifts that. gdb stops where it cannot test
 * it, so that the caller has to look at each stop as well.
 */
export function passTypes(client: MiClient, number: string, types: readonly bigint[]): void {
  const tests = types.map((type) => `(unsigned long)$_probe_arg1 != 0x${type.toString(16)}`);
  setCondition(client, number, tests.join(' && ')).catch(() => undefined);
}
