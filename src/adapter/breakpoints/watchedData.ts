import { errorMessage, UserError } from '../../base/errors';
import { GdbError } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';
import type { FrameSelector } from '../../gdb/variableCommands';
import { diesWithFrame, keepAddress } from '../../gdb/watchpointCommands';
import type { FramedExpression } from '../variables/shownVariables';

/** Data that can be watched. */
export interface WatchedData {
  /** What the client calls it by. */
  readonly dataId: string;
  /** As a person knows it. */
  readonly label: string;
  /** What gdb watches. */
  readonly expression: string;
  /** Only of a variable that lives in a frame: the watch ends with it. */
  readonly frame?: FrameSelector;
  /** Not known of a variable that another session was told about. */
  readonly bytes?: number;
  /** It is there in another run of the program, too. */
  readonly lasting: boolean;
}

/** The whole numbers by which memory is watched that has no type. */
const wordTypes: Readonly<Record<number, string>> = {
  1: 'unsigned char',
  2: 'unsigned short',
  4: 'unsigned int',
  8: 'unsigned long',
};

/** A variable of the program that a dataId names; such an id is good for another session, too. */
const lastingId = /^=(.+)$/;

/** Finds out what of a program can be watched. What lasts no longer than a frame is told apart. */
export class DataFinder {
  private readonly found = new Map<string, WatchedData>();
  private lastNumber = 0;

  constructor(private readonly client: MiClient) {}

  /** Data that the client was told about, or knows from another session. */
  get(dataId: string): WatchedData | undefined {
    const known = this.found.get(dataId);
    const [, expression] = lastingId.exec(dataId) ?? [];
    return known || expression === undefined
      ? known
      : { dataId, label: expression, expression, lasting: true };
  }

  /** The memory at an address. */
  async memory(address: string, bytes: number): Promise<WatchedData> {
    const type = wordTypes[bytes];
    const pointer = type
      ? `(${type} *) (${address})`
      : `(unsigned char (*)[${bytes}]) (${address})`;
    return this.expression({ expression: `*(${pointer})` }, address);
  }

  /** The value of an expression, or `bytes` from where it begins. */
  async expression(
    { expression, frame }: FramedExpression,
    label = expression,
    bytes?: number,
  ): Promise<WatchedData> {
    this.lastNumber += 1;
    const variable = `drydock_data_${this.lastNumber}`;
    const place = await keepAddress(this.client, variable, expression, frame).catch(
      (error: unknown) => {
        throw new UserError(whyNot(label, error), [], { cause: error });
      },
    );
    if (bytes !== undefined && bytes !== place.bytes) {
      return this.memory(place.address, bytes);
    }
    const lasting = lastingName(expression, place.symbol);
    const local = frame !== undefined && (await diesWithFrame(this.client, place.address, frame));
    const data: WatchedData = {
      dataId: lasting === undefined ? variable : `=${lasting}`,
      label,
      expression: lasting ?? (local ? expression : `*$${variable}`),
      bytes: place.bytes,
      lasting: lasting !== undefined,
      ...(local && { frame }),
    };
    this.found.set(data.dataId, data);
    return data;
  }

  /** Forgets what lives in frames: the program goes on. */
  forgetFrames(): void {
    for (const [dataId, { frame }] of this.found) {
      if (frame) {
        this.found.delete(dataId);
      }
    }
  }
}

/** The name of a variable that lasts as long as the program, when the expression names one so. */
function lastingName(expression: string, symbol: string | undefined): string | undefined {
  const [, head, rest] = /^((?:\w|::)+)((?:\.\w+|\[\d+\])*)$/.exec(expression) ?? [];
  return symbol !== undefined && (symbol === head || symbol.endsWith(`::${head}`))
    ? `${symbol}${rest ?? ''}`
    : undefined;
}

function whyNot(label: string, error: unknown): string {
  if (error instanceof GdbError && error.failure === 'notInMemory') {
    return `"${label}" is not in memory, so it cannot be watched: it is kept in a register or was optimized out. Build without optimization (-O0).`;
  }
  return `"${label}" cannot be watched: ${errorMessage(error)}`;
}
