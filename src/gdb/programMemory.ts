import type { MiClient } from './miClient';

/** Reads memory of the program; what cannot be read is missing at the end. */
export async function readBytes(
  client: MiClient,
  address: bigint,
  length: number,
): Promise<Buffer> {
  const place = `0x${address.toString(16)}`;
  const body = await client.command('-data-read-memory-bytes', place, String(length));
  const [first] = body.tuples('memory');
  // A hole at the beginning makes the first block start later.
  const starts = first?.text('begin');
  const isThere = first && starts !== undefined && BigInt(starts) === address;
  return Buffer.from(isThere ? (first.text('contents') ?? '') : '', 'hex');
}

/** A text of the program, longer ones cut; undefined when there is none at the address. */
export async function readText(client: MiClient, address: bigint): Promise<string | undefined> {
  let bytes = Buffer.alloc(0);
  while (address !== 0n && bytes.length < longestText) {
    // A page at a time, because the next one may not be there.
    const at = address + BigInt(bytes.length);
    const toPageEnd = pageSize - Number(at % BigInt(pageSize));
    const chunk = await readBytes(client, at, toPageEnd).catch(() => Buffer.alloc(0));
    const end = chunk.indexOf(0);
    bytes = Buffer.concat([bytes, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (end >= 0) {
      return bytes.toString('utf8');
    }
    if (chunk.length < toPageEnd) {
      return undefined;
    }
  }
  return bytes.length > 0 ? `${bytes.toString('utf8')}…` : undefined;
}

/** Evaluates an expression to an address or another whole number; undefined when gdb cannot. */
export async function evaluateNumber(
  client: MiClient,
  expression: string,
  options: readonly string[] = [],
): Promise<bigint | undefined> {
  // Through an integer, because gdb adds symbols and texts to what it shows of a pointer.
  const body = await client
    .command('-data-evaluate-expression', ...options, `(unsigned long)(${expression})`)
    .catch(() => undefined);
  const value = body?.text('value');
  return value !== undefined && /^\d+$/.test(value) ? BigInt(value) : undefined;
}

/** The function or object that stands at an address, such as `std::runtime_error::what() const`. */
export async function symbolAt(client: MiClient, address: bigint): Promise<string | undefined> {
  const expression = `(void*)0x${address.toString(16)}`;
  const body = await client.command('-data-evaluate-expression', expression).catch(() => undefined);
  return /<(.*)>$/.exec(body?.text('value') ?? '')?.[1];
}

/** A page of memory is never smaller. */
const pageSize = 4096;

const longestText = 16 * 1024;
