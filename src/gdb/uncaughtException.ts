import type { MiClient } from './miClient';
import { listFrames } from './stackCommands';
import { currentException, exceptionInRegisters, type ThrownObject } from './thrownObject';

/** What made the C++ runtime abort the program. */
export type Termination =
  /** An exception that nobody caught, or that left a function which promised to throw none. */
  | { readonly kind: 'exception'; readonly thrown: ThrownObject }
  /** `std::terminate` was called, and there is no exception, as when a joinable thread is destroyed. */
  | { readonly kind: 'noException' };

/** Reads why a thread aborts; undefined when the C++ runtime has nothing to do with it. */
export async function readTermination(
  client: MiClient,
  threadId: number,
): Promise<Termination | undefined> {
  const { frames } = await listFrames(client, threadId, 0, nearestFrames);
  if (!frames.some(({ functionName }) => /^std::terminate(?:\(\))?$/.test(functionName ?? ''))) {
    return undefined;
  }
  // In a core dump nothing can be called.
  const thrown =
    (await currentException(client, threadId)) ??
    (await exceptionInRegisters(client, threadId, frames.length));
  return thrown === 'none' ? { kind: 'noException' } : thrown && { kind: 'exception', thrown };
}

/** `abort`, what raises the signal, and the handlers of `std::terminate` stand above it. */
const nearestFrames = 16;
