import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { terminalPlaces, type TerminalPlace } from '../../domain/terminalPlaces';
import { pathMapOf } from '../devContainer/devContainers';
import { drydockTaskType } from './drydockTask';
import type { FolderProject } from './folderProject';

class ContainerLink extends vscode.TerminalLink {
  constructor(
    readonly place: TerminalPlace,
    readonly uri: vscode.Uri,
    tooltip: string,
  ) {
    super(place.start, place.length, tooltip);
  }
}

/**
 * Places in terminals that only the dev container has open from it, read-only: compilers name the
 * headers of the image. What a mount shows opens from the host, by whatever path a program names it.
 */
export class ContainerLinks implements vscode.TerminalLinkProvider<ContainerLink>, Disposable {
  /** Their output comes from the container, with the host's paths where a mount shows a file. */
  private readonly tasks = new Set<string>();
  private readonly started = vscode.tasks.onDidStartTask(({ execution: { task } }) => {
    if (task.definition.type === drydockTaskType) {
      this.tasks.add(task.name);
    }
  });

  constructor(
    private readonly projects: { readonly all: readonly FolderProject[] },
    private readonly inContainer: (project: FolderProject, containerPath: string) => vscode.Uri,
  ) {}

  dispose(): void {
    this.started.dispose();
  }

  async provideTerminalLinks({
    line,
    terminal,
  }: vscode.TerminalLinkContext): Promise<ContainerLink[]> {
    const places = terminalPlaces(line);
    const project = places.length === 0 ? undefined : this.projectOf(terminal);
    const container = project?.container;
    if (!project || !container) {
      return [];
    }
    const pathMap = pathMapOf(container);
    // The host may have a header of the same name, which is not the one that was compiled.
    const isOfHost = (await this.showsTask(terminal))
      ? ({ path }: TerminalPlace) => pathMap.toContainer(path) !== undefined
      : ({ path }: TerminalPlace) => existsSync(path);
    return places
      .filter((place) => !isOfHost(place))
      .map((place) => {
        const hostPath = pathMap.toHost(place.path);
        return hostPath !== undefined && existsSync(hostPath)
          ? new ContainerLink(place, vscode.Uri.file(hostPath), hostPath)
          : new ContainerLink(
              place,
              this.inContainer(project, place.path),
              vscode.l10n.t('Open from the container "{0}"', container.name),
            );
      });
  }

  async handleTerminalLink({ place, uri }: ContainerLink): Promise<void> {
    const position = new vscode.Position(
      Math.max(0, place.line - 1),
      Math.max(0, place.column - 1),
    );
    await vscode.window.showTextDocument(uri, {
      selection: new vscode.Range(position, position),
    });
  }

  /**
   * The terminal of a task is called after it, with its container where that is named, and after its
   * folder where there are several.
   */
  private projectOf({ name }: vscode.Terminal): FolderProject | undefined {
    const running = this.projects.all.filter(({ container }) => container?.state === 'running');
    const inFolder = running.filter(({ folder }) => name.includes(folder.name));
    const candidates = inFolder.length > 0 ? inFolder : running;
    const inContainer = candidates.filter(({ container }) =>
      ` ${name}`.includes(` ${container?.name ?? ''}: `),
    );
    return inContainer[0] ?? candidates[0];
  }

  /** Whether it is the terminal of a task of Drydock's: those have no process of the host. */
  private async showsTask(terminal: vscode.Terminal): Promise<boolean> {
    return (
      [...this.tasks].some((name) => terminal.name.includes(name)) &&
      ((await terminal.processId) ?? -1) <= 0
    );
  }
}
