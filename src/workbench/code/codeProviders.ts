import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage, UserError } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { FolderProject } from '../build/folderProject';
import type { FolderProjects } from '../build/folderProjects';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ShownEngine } from '../engine/engines';
import { onDidChangeSetting, settings } from '../settings';
import { codePlaceOf } from './codePlace';
import { ContainerClangd } from './containerClangd';
import { HostCode } from './hostCode';

/** Who understands the code of a folder: the values of `drydock.code.provider`. */
export type CodeProvider = 'ask' | 'container' | 'host' | 'off';

/** Sees to it that code is understood as the container compiles it, in the way that the user chose. */
export class CodeProviders implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly clients = new Map<string, ContainerClangd>();
  private readonly asked = new Set<string>();
  private readonly output: vscode.OutputChannel;
  private readonly host: HostCode;
  /** One change of clients after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    context: vscode.ExtensionContext,
    private readonly engine: ShownEngine,
    private readonly projects: FolderProjects,
    private readonly log: Logger,
  ) {
    this.output = this.owner.add(vscode.window.createOutputChannel('Drydock clangd'));
    this.host = this.owner.add(new HostCode(context, engine, log));
    this.owner.add(projects.onDidBuild((project) => this.inBackground(() => this.built(project))));
    this.owner.add(projects.onDidChange(() => this.inBackground(() => this.sync())));
    this.owner.add(onDidChangeSetting('code', () => this.inBackground(() => this.sync())));
    this.inBackground(() => this.lookWhereWanted());
  }

  /** Uses the clangd of a folder's container; says what is missing. */
  async useContainer(project: FolderProject): Promise<void> {
    const { toolchain, container } = await codePlaceOf(project);
    if (!toolchain.tools.clangd) {
      throw new UserError(
        vscode.l10n.t(
          'The container "{0}" has no clangd. Install the package "clangd" there, or use the clangd or C/C++ extension with what Drydock hands over.',
          container.name,
        ),
      );
    }
    await this.choose(project, 'container');
  }

  /** Hands the container's code over to the extensions of the host; says what is missing. */
  async useHost(project: FolderProject): Promise<void> {
    if (!HostCode.isWanted) {
      throw new UserError(
        vscode.l10n.t(
          'Neither the clangd extension nor the C/C++ extension is installed, so nobody would use it. Install one of them, or use the clangd of the container.',
        ),
        [
          {
            title: vscode.l10n.t('Show Extensions'),
            command: 'workbench.extensions.search',
            args: ['clangd'],
          },
        ],
      );
    }
    await this.choose(project, 'host');
    await this.offerToHost(project);
  }

  /** Takes everything back, and asks no more. */
  async stop(project: FolderProject): Promise<void> {
    await this.host.withdraw(project.folder);
    await this.choose(project, 'off');
  }

  /** Starts the container's clangd anew. */
  async restart(project: FolderProject): Promise<void> {
    await this.inTurn(async () => {
      await this.end(project.folder.uri.toString());
    });
    await this.sync();
  }

  dispose(): void {
    this.owner.dispose();
    for (const client of this.clients.values()) {
      void client.stop(); // It ends with its input when nobody waits.
    }
  }

  /**
   * Where the container's clangd was chosen, code is understood from the first file that is opened on;
   * a container that has stopped stays as it is.
   */
  private async lookWhereWanted(): Promise<void> {
    const wanted = this.projects.all.filter(({ folder }) => providerOf(folder) === 'container');
    if (wanted.length > 0 && vscode.workspace.isTrusted) {
      await connectedSnapshot(this.engine.store);
      for (const project of wanted) {
        if (project.container?.state === 'running') {
          await project.look();
        }
      }
      await this.sync();
    }
  }

  private async built(project: FolderProject): Promise<void> {
    switch (providerOf(project.folder)) {
      case 'host':
        await this.offerToHost(project);
        break;
      case 'ask':
        await this.ask(project);
        break;
      case 'container':
        await this.sync();
        break;
      case 'off':
        break;
    }
  }

  private async offerToHost(project: FolderProject): Promise<void> {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Window,
        title: vscode.l10n.t('Reading how "{0}" is compiled', project.folder.name),
      },
      () => this.host.offer(project),
    );
  }

  private async ask(project: FolderProject): Promise<void> {
    const id = project.folder.uri.toString();
    const hasClangd = project.toolchain?.tools.clangd !== undefined;
    if (this.asked.has(id) || !(hasClangd || HostCode.isWanted)) {
      return;
    }
    this.asked.add(id);
    const container = vscode.l10n.t("Use the Container's clangd");
    const host = vscode.l10n.t('Tell My Extensions');
    const never = vscode.l10n.t('Not for This Folder');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Drydock can have the code of "{0}" understood as the container compiles it: completion, Go to Definition also into headers that only the container has, and mistakes while you type.',
        project.folder.name,
      ),
      ...[...(hasClangd ? [container] : []), ...(HostCode.isWanted ? [host] : []), never],
    );
    if (answer === container) {
      await this.useContainer(project);
    } else if (answer === host) {
      await this.useHost(project);
    } else if (answer === never) {
      await this.choose(project, 'off');
    }
  }

  private async choose({ folder }: FolderProject, provider: CodeProvider): Promise<void> {
    const isOne = (vscode.workspace.workspaceFolders ?? []).length === 1;
    await vscode.workspace
      .getConfiguration('drydock', folder.uri)
      .update(
        'code.provider',
        provider,
        isOne ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.WorkspaceFolder,
      );
    await this.sync();
  }

  /** Starts and ends clients, so that each folder that wants one has that of its running container. */
  private sync(): Promise<void> {
    return this.inTurn(async () => {
      for (const project of vscode.workspace.isTrusted ? this.projects.all : []) {
        const id = project.folder.uri.toString();
        const client = this.clients.get(id);
        const { container, toolchain } = project;
        const isWanted =
          providerOf(project.folder) === 'container' &&
          container?.state === 'running' &&
          toolchain?.tools.clangd !== undefined;
        if (client && (!isWanted || client.place.container.id !== container.id)) {
          await this.end(id);
        }
        if (isWanted && !this.clients.has(id)) {
          await this.begin(project);
        }
      }
    });
  }

  private async begin(project: FolderProject): Promise<void> {
    const { folder } = project;
    const { container, toolchain, buildContainerPath, user } = await codePlaceOf(project);
    const { clangd } = toolchain.tools;
    if (!clangd) {
      return;
    }
    const client = new ContainerClangd(
      {
        engine: this.engine,
        folder,
        container,
        clangdContainerPath: clangd.containerPath,
        buildContainerPath,
        ...(user === undefined ? {} : { user }),
        arguments: settings.codeClangdArguments(folder.uri),
      },
      this.output,
      this.log,
    );
    this.clients.set(folder.uri.toString(), client);
    await client.start();
  }

  private async end(id: string): Promise<void> {
    const client = this.clients.get(id);
    this.clients.delete(id);
    await client?.stop();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private inBackground(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.log.warn(`The code could not be made known: ${errorMessage(error)}`);
    });
  }
}

function providerOf(folder: vscode.WorkspaceFolder): CodeProvider {
  const value = settings.codeProvider(folder.uri);
  return value === 'container' || value === 'host' || value === 'off' ? value : 'ask';
}
