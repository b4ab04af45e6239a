import type { MiClient } from './miClient';
import { readBytes, readText, symbolAt } from './programMemory';

/** What a program knows about a class or another type that it can throw. */
export interface TypeInfo {
  /** Demangled, such as `std::runtime_error`. */
  readonly name: string;
  readonly bases: readonly BaseType[];
}

/** A base class: where in an object it lies. */
interface BaseType {
  readonly type: TypeInfo;
  /** Of a virtual base: where in the virtual table its offset stands. */
  readonly offset: bigint;
  readonly isVirtual: boolean;
}

/**
 * Reads `std::type_info` objects as the Itanium C++ ABI lays them out, which gcc and clang follow, so
 * that neither debug information nor a call into the program is needed.
 */
export class TypeInfos {
  private readonly known = new Map<bigint, Promise<TypeInfo>>();

  constructor(private readonly client: MiClient) {}

  /** The type whose `std::type_info` is at the address. */
  read(address: bigint): Promise<TypeInfo> {
    const known = this.known.get(address) ?? this.readFresh(address);
    this.known.set(address, known);
    known.catch(() => this.known.delete(address));
    return known;
  }

  /** Forgets what was read: the next program lies elsewhere. */
  clear(): void {
    this.known.clear();
  }

  private async readFresh(address: bigint): Promise<TypeInfo> {
    const bytes = await readBytes(this.client, address, 2 * word + word + maximalBases * 2 * word);
    if (bytes.length < 2 * word) {
      throw new Error('The type of the exception cannot be read.');
    }
    const [mangled, kind] = await Promise.all([
      readText(this.client, bytes.readBigUInt64LE(word)),
      symbolAt(this.client, bytes.readBigUInt64LE(0)),
    ]);
    if (mangled === undefined) {
      throw new Error('The type of the exception has no name.');
    }
    const [name, bases] = await Promise.all([
      demangleType(this.client, mangled),
      this.readBases(bytes, kind ?? ''),
    ]);
    return { name, bases };
  }

  private async readBases(bytes: Buffer, kind: string): Promise<readonly BaseType[]> {
    if (kind.includes('__si_class_type_info') && bytes.length >= 3 * word) {
      const type = await this.read(bytes.readBigUInt64LE(2 * word));
      return [{ type, offset: 0n, isVirtual: false }];
    }
    if (!kind.includes('__vmi_class_type_info')) {
      return [];
    }
    const count = bytes.length < 3 * word ? 0 : bytes.readUInt32LE(2 * word + 4);
    const places = Array.from({ length: count }, (_, index) => 3 * word + index * 2 * word);
    return Promise.all(
      places
        .filter((place) => place + 2 * word <= bytes.length)
        .map(async (place) => {
          // The lowest byte holds flags; the lowest bit of it means a virtual base.
          const flags = bytes.readBigInt64LE(place + word);
          const type = await this.read(bytes.readBigUInt64LE(place));
          return { type, offset: flags >> 8n, isVirtual: (flags & 1n) === 1n };
        }),
    );
  }
}

/** The names of a type and of all of its bases, nearest first. */
export function namesOf(type: TypeInfo): readonly string[] {
  return [type.name, ...type.bases.flatMap((base) => namesOf(base.type))];
}

/** The address of an object's part of class `name`; undefined when it has none. */
export async function findBase(
  client: MiClient,
  object: bigint,
  type: TypeInfo,
  name: string,
): Promise<bigint | undefined> {
  if (type.name === name) {
    return object;
  }
  for (const base of type.bases) {
    if (namesOf(base.type).includes(name)) {
      return findBase(client, object + (await offsetIn(client, object, base)), base.type, name);
    }
  }
  return undefined;
}

async function offsetIn(client: MiClient, object: bigint, base: BaseType): Promise<bigint> {
  if (!base.isVirtual) {
    return base.offset;
  }
  const table = (await readBytes(client, object, word)).readBigUInt64LE();
  return (await readBytes(client, table + base.offset, word)).readBigInt64LE();
}

/**
 * gcc marks the names of types that only one file knows by an asterisk. The language is named, because
 * gdb demangles nothing in a frame that is written in C.
 */
async function demangleType(client: MiClient, mangled: string): Promise<string> {
  const symbol = `_ZTI${mangled.replace(/^\*/, '')}`;
  const text = await client.consoleCommand(`demangle -l c++ -- ${symbol}`).catch(() => '');
  return /^typeinfo for (.*)$/m.exec(text)?.[1] ?? mangled;
}

/** The bytes of a pointer; other machines than those of 64 bits are not understood. */
const word = 8;

/** As many base classes of one class as are looked at. */
const maximalBases = 16;
