import type { DebugProtocol } from '@vscode/debugprotocol';
import { listSources } from '../../gdb/sourceCommands';
import type { MiClient } from '../../gdb/miClient';
import { isSystemSource, type Sources } from './sources';

/** How many sources are looked for on the host at a time. */
const atOnce = 64;

/** As many sources are listed as a person may look through; a browser may have a hundred thousand. */
const mostSources = 5000;

/** The sources that the program was made of, for a client that has asked for them once. */
export class LoadedSources {
  private known: Set<string> | undefined;
  private stale = false;
  /** How many more are shown. */
  private room = mostSources;

  constructor(
    private readonly client: MiClient,
    private readonly sources: Pick<Sources, 'isMounted' | 'show'>,
  ) {}

  /** The sources, those of the mounted folders first; `left` counts those that are too many. */
  async list(): Promise<{
    readonly sources: readonly DebugProtocol.Source[];
    readonly left: number;
  }> {
    const paths = await this.paths();
    this.known = new Set(paths);
    this.stale = false;
    const nearness = (path: string): number =>
      this.sources.isMounted(path) ? 0 : isSystemSource(path) ? 2 : 1;
    const near = new Map(paths.map((path) => [path, nearness(path)]));
    const listed = [...paths]
      .sort((a, b) => (near.get(a) ?? 0) - (near.get(b) ?? 0))
      .slice(0, mostSources);
    this.room = mostSources - listed.length;
    return { sources: await this.show(listed), left: paths.length - listed.length };
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
    const listed = paths.slice(0, this.room);
    this.room -= listed.length;
    return this.show(listed);
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
