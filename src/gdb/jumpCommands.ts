import { deleteBreakpoints } from './breakpointCommands';
import { readBreakpoint } from './breakpointReport';
import type { MiClient } from './miClient';

/** A place in the code that a line begins at. */
export interface CodePlace {
  readonly address: string;
  readonly line: number;
  readonly functionName?: string;
}

/** Where the code of a line begins, or of the next line that has any: once for each of its copies. */
export async function placesOfLine(
  client: MiClient,
  sourcePath: string,
  line: number,
): Promise<readonly CodePlace[]> {
  // Of a line's places only a breakpoint tells, so there is one for a moment.
  const body = await client.command(
    ...(['-break-insert', '-t', '-d', '--source', sourcePath, '--line', String(line)] as const),
  );
  const { number } = readBreakpoint(body);
  await deleteBreakpoints(client, [number]);
  const [main] = body.tuples('bkpt');
  if (!main) {
    return [];
  }
  return [main, ...main.tuples('locations')].flatMap((place) => {
    const address = place.text('addr');
    const functionName = place.text('func') ?? main.text('func');
    return address?.startsWith('0x') === true
      ? [
          {
            address,
            line: place.number('line') ?? main.number('line') ?? line,
            ...(functionName !== undefined && { functionName }),
          },
        ]
      : [];
  });
}

/** Where the function begins that has an address, or in which a thread stands. */
export async function functionStart(
  client: MiClient,
  place: { readonly address: string } | { readonly threadId: number },
): Promise<bigint | undefined> {
  const address = 'address' in place ? place.address : '$pc';
  const thread = 'threadId' in place ? ['--thread', String(place.threadId), '--frame', '0'] : [];
  const body = await client.command(
    ...(['-data-disassemble', ...thread, '-s', address, '-e', `${address}+1`, '--', '0'] as const),
  );
  const [instruction] = body.tuples('asm_insns');
  const at = instruction?.text('address');
  const offset = instruction?.number('offset');
  return at === undefined || offset === undefined ? undefined : BigInt(at) - BigInt(offset);
}
