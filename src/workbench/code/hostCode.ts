import { join } from 'node:path';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { HeaderMirror } from '../../project/intellisense/headerMirror';
import { makeHostDatabase, type HostDatabase } from '../../project/intellisense/hostDatabase';
import type { FolderProject } from '../build/folderProject';
import { pathMapOf } from '../devContainer/devContainers';
import type { ShownEngine } from '../engine/engines';
import { clangdExtension, offerToClangd, withdrawFromClangd } from './clangdSettings';
import { codePlaceOf } from './codePlace';
import { cpptoolsExtension, CpptoolsProvider } from './cpptoolsProvider';

/** How many images' headers are kept, and for how long nobody may have used them. */
const kept = { maxMirrors: 8, maxAgeDays: 60 };

/** Makes the code of containers known to the tools of the host: the clangd and the C/C++ extension. */
export class HostCode implements vscode.Disposable {
  private readonly mirror: HeaderMirror;
  private readonly databaseRoot: string;
  private readonly cpptools: CpptoolsProvider;
  private cleaned = false;

  constructor(
    context: vscode.ExtensionContext,
    private readonly engine: ShownEngine,
    private readonly log: Logger,
  ) {
    const { fsPath } = context.globalStorageUri;
    this.mirror = new HeaderMirror(engine.engine, join(fsPath, 'headers'), log);
    this.databaseRoot = join(fsPath, 'databases');
    this.cpptools = new CpptoolsProvider(context.extension.id);
  }

  /** Whether a tool is installed that would use it. */
  static get isWanted(): boolean {
    return [clangdExtension, cpptoolsExtension].some(
      (id) => vscode.extensions.getExtension(id) !== undefined,
    );
  }

  /**
   * Translates what a folder was built with, fetches the headers that it needs, and hands both over.
   * Undefined where there is no compilation database.
   */
  async offer(project: FolderProject, signal?: AbortSignal): Promise<HostDatabase | undefined> {
    const { folder } = project;
    const { container, buildContainerPath } = await codePlaceOf(project, signal);
    const folderHostPath = this.databaseOf(folder);
    const { imageId } = await this.engine.engine.inspectContainer(container.id, signal);
    const database = await makeHostDatabase(
      this.engine.engine,
      this.mirror,
      {
        container: container.id,
        imageId,
        buildContainerPath,
        pathMap: pathMapOf(container),
        folderHostPath,
      },
      signal,
    );
    if (database === undefined) {
      return undefined;
    }
    this.log.info(
      `${database.entries} sources of "${folder.name}" are described in "${database.hostPath}".`,
    );
    for (const containerPath of database.cut) {
      this.log.warn(
        `"${containerPath}" in the container "${container.name}" holds more headers than are copied; some are missing.`,
      );
    }
    if (vscode.extensions.getExtension(clangdExtension)) {
      const outcome = await offerToClangd(folder, folderHostPath, this.databaseRoot);
      if (outcome === 'usersOwn') {
        this.log.warn(
          `clangd.arguments of "${folder.name}" names another compilation database, so it is left as it is. Remove --compile-commands-dir there to use the container's.`,
        );
      }
    }
    await this.cpptools.offer(folder, database);
    if (!this.cleaned) {
      this.cleaned = true;
      await this.mirror.clean(kept);
    }
    return database;
  }

  /** Takes back what a folder's tools were told. */
  async withdraw(folder: vscode.WorkspaceFolder): Promise<void> {
    await withdrawFromClangd(folder, this.databaseRoot);
    this.cpptools.withdraw(folder);
  }

  dispose(): void {
    this.cpptools.dispose();
  }

  private databaseOf(folder: vscode.WorkspaceFolder): string {
    const key = createHash('sha256').update(folder.uri.toString()).digest('hex').slice(0, 16);
    return join(this.databaseRoot, key);
  }
}
