import type { DebugProtocol } from '@vscode/debugprotocol';
import { listSources } from '../../gdb/sourceCommands';
import type { MiClient } from '../../gdb/miClient';
import type { Sources } from './sources';

/** How many sources are looked for on the host at a time. */
const atOnce = 64;

/** The sources that the program was made of, for a client that has asked for them once. */
export class LoadedSources {
  private known: Set<string> | undefined;
  private stale = false;

  constructor(
    private readonly client: MiClient,
    private readonly sources: Sources,
  ) {}

  /** All sources. */
  async list(): Promise<readonly DebugProtocol.Source[]> {
    const paths = await this.paths();
    this.known = new Set(paths);
    this.stale = false;
    return this.show(paths);
  }

  /** A library was loaded, which may have more sources. */
  expectMore(): void {
    this.stale = true;
  }

  /** The sources that have come since the client has asked; none when it never has. */
  async fresh(): Promise<readonly DebugProtocol.Source[]> {
    const { known } = this;
    if (!known || !this.stale) {
      return [];
    }
    this.stale = false;
    const paths = (await this.paths()).filter((path) => !known.has(path));
    for (const path of paths) {
      known.add(path);
    }
    return this.show(paths);
  }

  private async paths(): Promise<readonly string[]> {
    // What the compiler made up, such as `<built-in>`, is no file.
    return (await listSources(this.client)).filter((path) => !path.endsWith('>'));
  }

  private async show(paths: readonly string[]): Promise<readonly DebugProtocol.Source[]> {
    const shown: DebugProtocol.Source[] = [];
    for (let at = 0; at < paths.length; at += atOnce) {
      const part = paths.slice(at, at + atOnce);
      shown.push(...(await Promise.all(part.map((path) => this.sources.show(path)))));
    }
    return shown;
  }
}
