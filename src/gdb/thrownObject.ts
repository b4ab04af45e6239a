import type { MiClient } from './miClient';
import { evaluateNumber, readBytes } from './programMemory';

/** Where the program is with an exception. */
export type CatchKind = 'throw' | 'rethrow' | 'catch';

/** An exception object and the `std::type_info` of what was thrown. */
export interface ThrownObject {
  readonly address: bigint;
  readonly type: bigint;
}

/**
 * The exception that a thread stands at, when it was stopped by a catchpoint. libstdc++ tells it by a
 * probe; one that was built without probes has it in the registers of the call, or in its globals.
 */
export async function thrownAtCatchpoint(
  client: MiClient,
  kind: CatchKind,
  threadId: number,
): Promise<ThrownObject | undefined> {
  const thread = ['--thread', String(threadId), '--frame', '0'];
  const [address, type] = await Promise.all([
    evaluateNumber(client, '$_probe_arg0', thread),
    evaluateNumber(client, '$_probe_arg1', thread),
  ]);
  if (address !== undefined && type !== undefined) {
    return { address, type };
  }
  if (kind === 'rethrow') {
    const current = await currentException(client, threadId);
    return current === 'none' ? undefined : current;
  }
  const [first, second] = await firstArguments(client, thread);
  if (first === undefined) {
    return undefined;
  }
  if (kind === 'catch') {
    // `__cxa_begin_catch` is given the unwinder's header, which ends where the object begins.
    return objectBehind(client, first - unwindHeader);
  }
  return second === undefined ? undefined : { address: first, type: second };
}

/**
 * The exception that a thread handles at present, which `std::terminate` leaves there when nobody
 * catches it; undefined where that cannot be told, as in a core dump. Calls `__cxa_get_globals`, which
 * only returns an address of the thread's own memory.
 */
export async function currentException(
  client: MiClient,
  threadId: number,
): Promise<ThrownObject | 'none' | undefined> {
  const thread = ['--thread', String(threadId), '--frame', '0'];
  const call = '((void**(*)(void))__cxa_get_globals)()[0]';
  const header = await evaluateNumber(client, call, thread);
  if (header === undefined) {
    return undefined;
  }
  return header === 0n ? 'none' : objectBehind(client, header);
}

/**
 * The exception that the functions on the stack of a thread work with: they keep it in registers that
 * a call leaves as they are. What a register holds is taken for an exception only when the mark of one
 * stands where it points to.
 */
export async function exceptionInRegisters(
  client: MiClient,
  threadId: number,
  levels: number,
): Promise<ThrownObject | undefined> {
  const tried = new Set<bigint>();
  for (let level = 0; level < levels; level += 1) {
    const frame = ['--thread', String(threadId), '--frame', String(level)];
    const values = await Promise.all(
      keptRegisters.map((name) => evaluateNumber(client, name, frame)),
    );
    const fresh = values.filter((each) => each !== undefined && each > 0xffffn && !tried.has(each));
    for (const value of new Set(fresh.map((each) => each ?? 0n))) {
      tried.add(value);
      const thrown = await exceptionAt(client, value);
      if (thrown) {
        return thrown;
      }
    }
  }
  return undefined;
}

/** A pointer to an exception is one to the object, to the unwinder's header before it, or to the whole. */
async function exceptionAt(client: MiClient, pointer: bigint): Promise<ThrownObject | undefined> {
  const headers = [pointer - BigInt(objectOffset), pointer - unwindHeader, pointer];
  const found = await Promise.all(
    headers.map((header) => objectBehind(client, header).catch(() => undefined)),
  );
  return found.find((each) => each !== undefined);
}

async function objectBehind(client: MiClient, header: bigint): Promise<ThrownObject | undefined> {
  const bytes = await readBytes(client, header, objectOffset);
  if (bytes.length < objectOffset) {
    return undefined;
  }
  const kind = bytes.subarray(Number(unwindHeader), Number(unwindHeader) + 8).reverse();
  if (!kind.toString('latin1').startsWith('GNUCC++')) {
    return undefined;
  }
  // The last letter is 1 for a copy by `std::exception_ptr`, which only points to the object.
  if (kind[7] !== 1) {
    return { address: header + BigInt(objectOffset), type: bytes.readBigUInt64LE(0) };
  }
  const object = bytes.readBigUInt64LE(0);
  const original = await readBytes(client, object - BigInt(objectOffset), 8);
  return original.length < 8 ? undefined : { address: object, type: original.readBigUInt64LE(0) };
}

/** The first two arguments of the function that a thread has just entered. */
async function firstArguments(
  client: MiClient,
  thread: readonly string[],
): Promise<readonly (bigint | undefined)[]> {
  for (const names of argumentRegisters) {
    const values = await Promise.all(names.map((name) => evaluateNumber(client, name, thread)));
    if (values.every((value) => value !== undefined)) {
      return values;
    }
  }
  return [];
}

/** Of x86-64 and of AArch64. A name that the machine does not have is void. */
const argumentRegisters = [
  ['$rdi', '$rsi'],
  ['$x0', '$x1'],
] as const;

/** Those that a function gives back as they were, of x86-64 and of AArch64. */
const keptRegisters = [
  ...['$rbx', '$rbp', '$r12', '$r13', '$r14', '$r15'],
  ...['$x19', '$x20', '$x21', '$x22', '$x23', '$x24', '$x25', '$x26', '$x27', '$x28'],
] as const;

/** Where libstdc++'s `__cxa_exception` has the unwinder's header, and where its object begins (64 bits). */
const unwindHeader = 80n;
const objectOffset = 112;
