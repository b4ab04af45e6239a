/**
 * A message of Protocol Buffers of which only some fields are known, by their numbers: what is missing
 * reads as empty, and what nobody asks for is passed over, as the format means it.
 */
export class ProtobufMessage {
  private readonly fields = new Map<number, (number | Uint8Array)[]>();

  /** Throws a `RangeError` when the bytes are no message. */
  constructor(private readonly bytes: Uint8Array) {
    let at = 0;
    while (at < bytes.length) {
      const key = this.varint(at);
      const value = this.valueAt(key.end, key.value % 8);
      const number = Math.floor(key.value / 8);
      const known = this.fields.get(number);
      if (known) {
        known.push(value.value);
      } else {
        this.fields.set(number, [value.value]);
      }
      at = value.end;
    }
  }

  text(field: number): string {
    return Buffer.from(this.data(field)).toString('utf8');
  }

  data(field: number): Uint8Array {
    const value = this.fields.get(field)?.at(-1);
    return value instanceof Uint8Array ? value : new Uint8Array();
  }

  number(field: number): number {
    const value = this.fields.get(field)?.at(-1);
    return typeof value === 'number' ? value : 0;
  }

  has(field: number): boolean {
    return this.fields.has(field);
  }

  /** The messages that a repeated field holds. */
  messages(field: number): readonly ProtobufMessage[] {
    return (this.fields.get(field) ?? []).flatMap((value) =>
      value instanceof Uint8Array ? [new ProtobufMessage(value)] : [],
    );
  }

  private valueAt(
    at: number,
    wireType: number,
  ): { readonly value: number | Uint8Array; readonly end: number } {
    switch (wireType) {
      case 0:
        return this.varint(at);
      case 1:
        return this.slice(at, 8);
      case 2: {
        const length = this.varint(at);
        return this.slice(length.end, length.value);
      }
      case 5:
        return this.slice(at, 4);
      default:
        throw new RangeError(`Field of the unknown wire type ${wireType} at byte ${at}.`);
    }
  }

  private slice(at: number, length: number): { readonly value: Uint8Array; readonly end: number } {
    const end = at + length;
    if (end > this.bytes.length) {
      throw new RangeError(`The message ends before byte ${end}.`);
    }
    return { value: this.bytes.subarray(at, end), end };
  }

  /** Numbers above 2^53 lose their last digits; none that Drydock reads are so large. */
  private varint(from: number): { readonly value: number; readonly end: number } {
    let value = 0;
    for (let at = from, factor = 1; at < from + 10; at += 1, factor *= 128) {
      const byte = this.bytes[at];
      if (byte === undefined) {
        break;
      }
      value += (byte % 128) * factor;
      if (byte < 128) {
        return { value, end: at + 1 };
      }
    }
    throw new RangeError(`The number at byte ${from} has no end.`);
  }
}

/** A message with fields of text, bytes and numbers, in the order in which they are given. */
export function toProtobuf(
  fields: readonly (readonly [field: number, value: string | Uint8Array | number])[],
): Uint8Array {
  return Buffer.concat(
    fields.map(([field, value]) => {
      if (typeof value === 'number') {
        return Buffer.from([...varintOf(field * 8), ...varintOf(value)]);
      }
      const data = Buffer.from(value);
      return Buffer.concat([
        Buffer.from([...varintOf(field * 8 + 2), ...varintOf(data.length)]),
        data,
      ]);
    }),
  );
}

function varintOf(number: number): number[] {
  const bytes: number[] = [];
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
