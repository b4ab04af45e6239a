import type { DebugProtocol } from '@vscode/debugprotocol';
import { posix } from 'node:path';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Frame } from '../../gdb/frame';
import type { MiClient } from '../../gdb/miClient';
import type { MiAsyncRecord } from '../../gdb/miRecord';
import {
  findProgramFile,
  listDebugInfo,
  listLoadedLibraries,
  readLibrary,
  type AddressRange,
  type LoadedLibrary,
  type ProgramFile,
} from '../../gdb/moduleCommands';

/** The program and the libraries that it has loaded. A module's id is its path in the container. */
export class Modules implements Disposable {
  private readonly changeEmitter = new Emitter<DebugProtocol.ModuleEvent['body']>();
  private readonly libraries = new Map<string, LoadedLibrary>();
  private readonly subscription: Disposable;
  private programFile: Promise<ProgramFile | undefined> | undefined;

  /** A module was loaded, unloaded or moved. */
  readonly onChange = this.changeEmitter.event;

  constructor(
    private readonly client: MiClient,
    /** Empty when gdb finds the program by its process. */
    private readonly program: string,
  ) {
    this.subscription = client.onNotify((record) => this.receive(record));
  }

  /** The modules in the order in which they were loaded, all of them (a `count` of 0) or a part. */
  async list(start: number, count: number): Promise<DebugProtocol.ModulesResponse['body']> {
    const [program, libraries, debugInfo] = await Promise.all([
      this.findProgram(),
      listLoadedLibraries(this.client),
      listDebugInfo(this.client),
    ]);
    for (const library of libraries) {
      this.libraries.set(library.path, library);
    }
    const modules = [
      ...(program
        ? [showModule(program.path, program.range, status(program.path, true, debugInfo))]
        : []),
      ...libraries.map(({ path, range, symbolsRead }) =>
        showModule(path, range, status(path, symbolsRead, debugInfo)),
      ),
    ];
    const end = count > 0 ? start + count : undefined;
    return { modules: modules.slice(start, end), totalModules: modules.length };
  }

  /** The module that has a frame's code; undefined for generated code. */
  async find({ address, library, functionName }: Frame): Promise<string | undefined> {
    if (library !== undefined) {
      return library;
    }
    const at = BigInt(address);
    for (const { path, range } of this.libraries.values()) {
      if (range && range.low <= at && at < range.high) {
        return path;
      }
    }
    if (functionName !== undefined && this.program !== '') {
      return this.program;
    }
    const program = await this.findProgram();
    return program?.range && program.range.low <= at && at < program.range.high
      ? program.path
      : undefined;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }

  private async findProgram(): Promise<ProgramFile | undefined> {
    this.programFile ??= findProgramFile(this.client).catch(() => undefined);
    const found = await this.programFile;
    if (!found?.range) {
      this.programFile = undefined;
    }
    return found;
  }

  private receive({ name, body }: MiAsyncRecord): void {
    if (name === 'thread-group-started') {
      // The program was moved to where it runs.
      this.programFile = undefined;
      if (this.program !== '') {
        this.changeEmitter.fire({ reason: 'new', module: showModule(this.program) });
      }
    } else if (name === 'library-loaded') {
      const library = readLibrary(body);
      const reason = this.libraries.has(library.path) ? 'changed' : 'new';
      this.libraries.set(library.path, library);
      this.changeEmitter.fire({ reason, module: showModule(library.path, library.range) });
    } else if (name === 'library-unloaded') {
      const { path } = readLibrary(body);
      this.libraries.delete(path);
      this.changeEmitter.fire({ reason: 'removed', module: showModule(path) });
    }
  }
}

function showModule(
  path: string,
  range?: AddressRange,
  symbolStatus?: string,
): DebugProtocol.Module {
  return {
    id: path,
    name: posix.basename(path),
    path,
    ...(range && { addressRange: `${showAddress(range.low)}-${showAddress(range.high)}` }),
    ...(symbolStatus !== undefined && { symbolStatus }),
  };
}

function status(
  path: string,
  symbolsRead: boolean,
  debugInfo: ReadonlyMap<string, boolean> | undefined,
): string {
  if (!symbolsRead) {
    return 'Symbols are not read.';
  }
  return debugInfo?.get(path) === false
    ? 'Symbols are read; there is no debug information.'
    : 'Symbols are read.';
}

function showAddress(address: bigint): string {
  return `0x${address.toString(16)}`;
}
