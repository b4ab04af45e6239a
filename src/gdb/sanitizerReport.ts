import type { MiClient } from './miClient';
import { evaluateNumber, readBytes, readText } from './programMemory';

/** Which tool of the compiler reports. */
export type Sanitizer = 'AddressSanitizer' | 'UndefinedBehaviorSanitizer';

/** What a sanitizer has found. */
export interface SanitizerReport {
  /** Such as `heap-buffer-overflow` or `signed-integer-overflow`. */
  readonly kind: string;
  /** A line for a person. */
  readonly message: string;
}

/** The functions that the sanitizers call for a debugger, once for each report. */
export const reportFunctions: Readonly<Record<Sanitizer, string>> = {
  AddressSanitizer: '__asan_on_error',
  UndefinedBehaviorSanitizer: '__ubsan_on_report',
};

/** Reads the report that a thread stands at; undefined where the sanitizer is too old to tell. */
export async function readSanitizerReport(
  client: MiClient,
  sanitizer: Sanitizer,
  threadId: number,
): Promise<SanitizerReport | undefined> {
  const frame = ['--thread', String(threadId), '--frame', '0'];
  const evaluate = (expression: string): Promise<bigint | undefined> =>
    evaluateNumber(client, expression, frame);
  return sanitizer === 'AddressSanitizer'
    ? readAddressReport(client, evaluate)
    : readUndefinedReport(client, evaluate);
}

type Evaluate = (expression: string) => Promise<bigint | undefined>;

async function readAddressReport(
  client: MiClient,
  evaluate: Evaluate,
): Promise<SanitizerReport | undefined> {
  const call = (type: string, name: string): Promise<bigint | undefined> =>
    evaluate(`((${type}(*)(void))__asan_get_report_${name})()`);
  const [text, address, isWrite, size] = await Promise.all([
    call('char*', 'description'),
    call('void*', 'address'),
    call('int', 'access_type'),
    call('unsigned long', 'access_size'),
  ]);
  const kind = text === undefined ? undefined : await readText(client, text);
  if (kind === undefined || kind === '') {
    return undefined;
  }
  const where = address ? ` at 0x${address.toString(16)}` : '';
  const access = size ? `, ${isWrite === 1n ? 'writing' : 'reading'} ${size} bytes` : '';
  return { kind, message: `${kind}${access}${where}` };
}

async function readUndefinedReport(
  client: MiClient,
  evaluate: Evaluate,
): Promise<SanitizerReport | undefined> {
  const stack = await evaluate('$sp');
  if (stack === undefined) {
    return undefined;
  }
  // The function writes what it tells into variables of its caller: here, to the far end of the stack.
  const place = (stack - distance) & ~0xfn;
  const variables = Array.from({ length: told }, (_, index) => {
    const at = place + BigInt(index * word);
    return `(void*)0x${at.toString(16)}`;
  });
  const types = Array.from({ length: told }, () => 'void*').join(', ');
  const call = `((int(*)(${types}))__ubsan_get_current_report_data)(${variables.join(', ')}), 1`;
  if ((await evaluate(call)) === undefined) {
    return undefined;
  }
  const bytes = await readBytes(client, place, told * word);
  const text = (index: number): Promise<string | undefined> =>
    bytes.length < told * word
      ? Promise.resolve(undefined)
      : readText(client, bytes.readBigUInt64LE(index * word));
  const [kind, message] = await Promise.all([text(0), text(1)]);
  return kind === undefined ? undefined : { kind, message: message ?? kind };
}

/** Kind, message, file, line, column and address. */
const told = 6;

/** The bytes of a pointer; other machines than those of 64 bits are not understood. */
const word = 8;

/** Far enough from what a call by gdb puts on the stack, and near enough for the kernel to let it grow. */
const distance = 32_768n;
