import type { FileEntry } from '../../domain/pathStat';
import type { ContainerEngine } from '../containerEngine';
import { EngineError } from '../engineError';
import { indexArchive, usualLimits, type ArchiveIndex, type IndexLimits } from './archiveIndex';
import { onPath } from './runShell';

interface KnownIndex {
  /** When the container last ran: what is known of its files is true until it does again. */
  readonly lastRun: string;
  readonly index: ArchiveIndex;
}

/**
 * Lists folders of containers in which no process can be asked. The index of a container that does
 * not run is kept, because nothing but Drydock and other clients of the engine changes its files.
 */
export class FolderIndexes {
  private readonly known = new Map<string, KnownIndex>();

  constructor(
    private readonly engine: ContainerEngine,
    private readonly limits: IndexLimits = usualLimits,
  ) {}

  async list(
    container: string,
    folder: string,
    signal?: AbortSignal,
  ): Promise<readonly FileEntry[]> {
    const { id, state, started, finished } = await this.engine.inspectContainer(container, signal);
    const lastRun = `${id} ${started} ${finished}`;
    const known = this.known.get(container);
    const entries = known?.lastRun === lastRun ? known.index.list(folder) : undefined;
    if (entries) {
      return entries;
    }
    const path = await this.withoutLink(container, folder, signal);
    const archive = await this.engine.getArchive(container, path, signal);
    const index = await indexArchive(archive, container, path, this.limits);
    if (state !== 'running') {
      this.known.set(container, { lastRun, index });
    }
    return index.list(path) ?? [];
  }

  forget(container: string): void {
    this.known.delete(container);
  }

  private async withoutLink(
    container: string,
    folder: string,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const { type, linkTarget } = await this.engine.statPath(container, folder, signal);
    if (type !== 'folder' && linkTarget === undefined) {
      const { subject } = onPath('list', folder, container);
      throw new EngineError('notAFolder', `${subject} is not a folder.`);
    }
    return linkTarget ?? folder;
  }
}
