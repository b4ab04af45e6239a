import type { MiClient } from '../../gdb/miClient';
import { readAbortMessage, readSignalInfo, type SignalInfo } from '../../gdb/signalInfo';
import { readTermination } from '../../gdb/uncaughtException';
import { exceptionLine, type ExceptionReader } from './exceptionReader';
import type { StopCause } from './stopCause';

/** A signal that stopped the program. */
export interface SignalStop {
  readonly threadId: number;
  readonly signal: string;
  readonly meaning: string;
}

/** What a program that was stopped by a signal did; a crash is explained as far as it can be. */
export async function causeOfSignal(
  client: MiClient,
  reader: ExceptionReader,
  { threadId, signal, meaning }: SignalStop,
): Promise<StopCause> {
  const aborted =
    signal === 'SIGABRT'
      ? await causeOfAbort(client, reader, threadId).catch(() => undefined)
      : undefined;
  if (aborted) {
    return aborted;
  }
  const info = await readSignalInfo(client, threadId).catch(() => undefined);
  const detail = info && explainSignal(signal, info);
  const explanation = detail === undefined ? meaning : `${meaning}: ${detail}`;
  return {
    threadId,
    description: `Stopped by ${signal}`,
    text: `${signal}: ${explanation}`,
    exceptionId: signal,
    explanation,
    breakMode: crashes.has(signal) ? 'unhandled' : 'always',
  };
}

async function causeOfAbort(
  client: MiClient,
  reader: ExceptionReader,
  threadId: number,
): Promise<StopCause | undefined> {
  const common = { threadId, exceptionId: 'SIGABRT', breakMode: 'unhandled' } as const;
  const termination = await readTermination(client, threadId);
  if (termination?.kind === 'exception') {
    const exception = await reader.read(termination.thrown, threadId);
    const text = `uncaught ${exceptionLine(exception)}`;
    return {
      ...common,
      description: 'Uncaught exception',
      text,
      exceptionId: exception.typeName,
      explanation: text,
      exception,
    };
  }
  const message =
    termination?.kind === 'noException'
      ? 'std::terminate was called without an exception. A std::thread that was destroyed while it was joinable does that.'
      : await readAbortMessage(client);
  return message === undefined
    ? undefined
    : {
        ...common,
        description: 'Stopped by SIGABRT',
        text: `SIGABRT: ${message}`,
        explanation: message,
      };
}

/** What is known about a signal beside its name. */
function explainSignal(signal: string, info: SignalInfo): string | undefined {
  if (info.code <= 0) {
    return info.senderId ? `sent by process ${info.senderId}` : undefined;
  }
  switch (signal) {
    case 'SIGSEGV':
      return explainFault(info, segmentationCodes[info.code]);
    case 'SIGBUS':
      return explainFault(info, busCodes[info.code]);
    case 'SIGFPE':
      return arithmeticCodes[info.code];
    case 'SIGILL':
      return instructionCodes[info.code];
    default:
      return undefined;
  }
}

function explainFault(
  { code, address, access, stackPointer }: SignalInfo,
  why: string | undefined,
): string | undefined {
  if (address === undefined) {
    return why;
  }
  // The processor does not tell an address that cannot be one; the kernel then says 0.
  if (code === fromKernel) {
    return `${access ?? 'using'} memory at an address that cannot be one, as an uninitialized or overwritten pointer holds`;
  }
  const place = `${access ?? 'using'} address 0x${address.toString(16)}`;
  if (address < nullPage) {
    return address === 0n
      ? `${place}: a null pointer`
      : `${place}: a member or an element behind a null pointer`;
  }
  const distance = stackPointer === undefined ? undefined : stackPointer - address;
  if (access !== 'executing' && distance !== undefined && isNear(distance)) {
    return `${place}: the stack is used up, by a recursion without end or very large local variables`;
  }
  return why === undefined ? place : `${place}: ${why}`;
}

/** Below the stack pointer lies what a function is about to use, a little above it what it has pushed. */
function isNear(distance: bigint): boolean {
  return distance > -4096n && distance < 0x10_0000n;
}

/** As large as a member's offset behind a null pointer commonly is. */
const nullPage = 0x1_0000n;

/** `SI_KERNEL`. */
const fromKernel = 0x80;

const crashes: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSYS']);

const segmentationCodes: Readonly<Record<number, string>> = {
  1: 'nothing is there',
  2: 'the memory there does not allow it',
};

const busCodes: Readonly<Record<number, string>> = {
  1: 'the address is not aligned',
  2: 'nothing is there, as beyond the end of a mapped file',
  3: 'the hardware failed',
};

const arithmeticCodes: Readonly<Record<number, string>> = {
  1: 'division of an integer by zero',
  2: 'an integer overflows',
  3: 'division of a floating-point number by zero',
  4: 'a floating-point number overflows',
  5: 'a floating-point number underflows',
  6: 'a floating-point result is not exact',
  7: 'an invalid floating-point operation',
  8: 'a subscript is out of range',
};

const instructionCodes: Readonly<Record<number, string>> = {
  1: 'no such instruction',
  2: 'an operand that the instruction does not take',
  3: 'an addressing that the instruction does not take',
  4: 'a trap that is not allowed',
  5: 'an instruction that only the system may use',
  6: 'a register that only the system may use',
};
