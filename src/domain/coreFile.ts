/** What the beginning of a file says about it as a core dump. */
export type CoreHead =
  | {
      readonly kind: 'core';
      /** The executable, as the dump names it. */
      readonly program?: string;
      /** The command line as the kernel keeps it, cut at 80 characters; empty when it is not there. */
      readonly command: string;
      /** The signal that ended the program; 0 when it lived on. */
      readonly signal: number;
      /** The file ends before what it should hold. */
      readonly truncated: boolean;
    }
  | { readonly kind: 'compressed'; readonly format: 'zstd' | 'lz4' | 'xz' | 'gzip' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other' };

/** The name of a signal that ends programs with a core dump; the number where there is none. */
export function coreSignalName(signal: number): string {
  return signalNames[signal] ?? `signal ${signal}`;
}

const signalNames: Readonly<Record<number, string>> = {
  ...{ 3: 'SIGQUIT', 4: 'SIGILL', 5: 'SIGTRAP', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE' },
  ...{ 11: 'SIGSEGV', 24: 'SIGXCPU', 25: 'SIGXFSZ', 31: 'SIGSYS' },
};

/** As much of a file as {@link readCoreHead} needs: its headers, and the notes of the first thread. */
export const coreHeadSize = 65_536;

const magics = [
  { format: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: 'lz4', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { format: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58] },
  { format: 'gzip', bytes: [0x1f, 0x8b] },
] as const;

/** A piece of a file. */
export interface FilePart {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads the beginning of a file, of which at least {@link coreHeadSize} bytes are given if it has
 * them. The notes may lie elsewhere: see {@link distantNotes}.
 */
export function readCoreHead(head: Uint8Array, size: number, notesPart?: FilePart): CoreHead {
  if (head.length === 0) {
    return { kind: 'empty' };
  }
  const packed = magics.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (packed) {
    return { kind: 'compressed', format: packed.format };
  }
  const elf = new ElfBytes(head);
  if (!elf.isCore) {
    return { kind: 'other' };
  }
  const segments = elf.segments();
  const end = Math.max(
    elf.headersEnd,
    ...segments.map((segment) => segment.offset + segment.fileSize),
  );
  const notes = segments
    .filter(({ type }) => type === segmentTypes.note)
    .flatMap(({ offset, fileSize }) => {
      const part = offset === notesPart?.offset ? notesPart : { offset: 0, bytes: head };
      const start = offset - part.offset;
      return readNotes(part.bytes.subarray(start, start + fileSize), elf.word);
    });
  const program = executableOf(notes);
  return {
    kind: 'core',
    ...(program !== undefined && { program }),
    command: commandOf(notes),
    signal: signalOf(notes),
    truncated: end > size,
  };
}

/** Where a core dump has its notes when not in its head: gdb writes them to the end. */
export function distantNotes(head: Uint8Array): number | undefined {
  const elf = new ElfBytes(head);
  const notes = elf.isCore && elf.segments().find(({ type }) => type === segmentTypes.note);
  return notes && notes.offset >= head.length ? notes.offset : undefined;
}

const segmentTypes = { note: 4 } as const;
const noteTypes = { status: 1, processInfo: 3, auxiliary: 6, files: 0x46494c45 } as const;

/** Entries of the auxiliary vector: where the program's headers are. */
const programHeaders = 3;

interface Note {
  readonly type: number;
  readonly data: ElfBytes;
}

/** `pr_cursig` of `struct elf_prstatus`, which gdb writes as well as the kernel. */
function signalOf(notes: readonly Note[]): number {
  return notes.find(({ type }) => type === noteTypes.status)?.data.uint16(12) ?? 0;
}

/** The mapped file that holds the program's own headers. */
function executableOf(notes: readonly Note[]): string | undefined {
  const files = notes.find(({ type }) => type === noteTypes.files)?.data;
  const auxiliary = notes.find(({ type }) => type === noteTypes.auxiliary)?.data;
  if (!files || !auxiliary) {
    return undefined;
  }
  const { word } = files;
  let headers: number | undefined;
  for (let at = 0; at + 2 * word <= auxiliary.length; at += 2 * word) {
    if (auxiliary.word64(at) === programHeaders) {
      headers = auxiliary.word64(at + word);
    }
  }
  const count = files.word64(0);
  const names = files.text(2 * word + count * 3 * word).split('\0');
  for (let index = 0; headers !== undefined && index < count; index += 1) {
    const at = 2 * word + index * 3 * word;
    if (files.word64(at) <= headers && headers < files.word64(at + word)) {
      const name = names[index] ?? '';
      return name === '' ? undefined : name;
    }
  }
  return undefined;
}

/** `pr_psargs` of `struct elf_prpsinfo`, its last 80 bytes. */
function commandOf(notes: readonly Note[]): string {
  const data = notes.find(({ type }) => type === noteTypes.processInfo)?.data;
  const text = data?.text(Math.max(0, data.length - 80)) ?? '';
  return (text.split('\0', 1)[0] ?? '').trim();
}

/** Little-endian ELF of 64 or 32 bits; what lies beyond the bytes that are there reads as 0. */
class ElfBytes {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    /** Bytes of an address. */
    readonly word: 4 | 8 = bytes[4] === 1 ? 4 : 8,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  get isCore(): boolean {
    const [magic, core] = [this.uint32(0), this.uint16(16)];
    return magic === 0x464c457f && this.bytes[5] === 1 && core === 4;
  }

  uint16(at: number): number {
    return at + 2 <= this.length ? this.view.getUint16(at, true) : 0;
  }

  uint32(at: number): number {
    return at + 4 <= this.length ? this.view.getUint32(at, true) : 0;
  }

  word64(at: number): number {
    if (this.word === 4) {
      return this.uint32(at);
    }
    return at + 8 <= this.length ? Number(this.view.getBigUint64(at, true)) : 0;
  }

  text(at: number): string {
    return Buffer.from(this.bytes.subarray(at)).toString('utf8');
  }

  /** Where the headers end that everything else is found by. */
  get headersEnd(): number {
    const wide = this.word === 8;
    const table = this.word64(wide ? 32 : 28);
    const size = this.uint16(wide ? 54 : 42) * this.uint16(wide ? 56 : 44);
    return Math.max(wide ? 64 : 52, table + size);
  }

  segments(): readonly {
    readonly type: number;
    readonly offset: number;
    readonly fileSize: number;
  }[] {
    const wide = this.word === 8;
    const table = this.word64(wide ? 32 : 28);
    const entry = this.uint16(wide ? 54 : 42);
    const count = this.uint16(wide ? 56 : 44);
    return Array.from({ length: count }, (_, index) => {
      const at = table + index * entry;
      return {
        type: this.uint32(at),
        offset: this.word64(at + (wide ? 8 : 4)),
        fileSize: this.word64(at + (wide ? 32 : 16)),
      };
    });
  }
}

function readNotes(bytes: Uint8Array, word: 4 | 8): readonly Note[] {
  const elf = new ElfBytes(bytes, word);
  const notes: Note[] = [];
  for (let at = 0; at + 12 <= bytes.length;) {
    const [nameSize, dataSize, type] = [elf.uint32(at), elf.uint32(at + 4), elf.uint32(at + 8)];
    const start = at + 12 + roundUp(nameSize);
    notes.push({ type, data: new ElfBytes(bytes.subarray(start, start + dataSize), word) });
    at = start + roundUp(dataSize);
  }
  return notes;
}

function roundUp(size: number): number {
  return Math.ceil(size / 4) * 4;
}
