import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { terminalPlaces, type TerminalPlace } from '../../domain/terminalPlaces';
import type { FolderProject } from './folderProject';

class ContainerLink extends vscode.TerminalLink {
  constructor(
    readonly place: TerminalPlace,
    readonly project: FolderProject,
  ) {
    super(
      place.start,
      place.length,
      vscode.l10n.t('Open from the container "{0}"', project.container?.name ?? ''),
    );
  }
}

/**
 * Places in terminals that the host has no file for open from the dev container, read-only: compilers
 * name the headers of the image.
 */
export class ContainerLinks implements vscode.TerminalLinkProvider<ContainerLink> {
  constructor(
    private readonly projects: { readonly all: readonly FolderProject[] },
    private readonly inContainer: (project: FolderProject, containerPath: string) => vscode.Uri,
  ) {}

  provideTerminalLinks({ line, terminal }: vscode.TerminalLinkContext): ContainerLink[] {
    const project = this.projectOf(terminal);
    if (!project) {
      return [];
    }
    return terminalPlaces(line)
      .filter(({ path }) => !existsSync(path))
      .map((place) => new ContainerLink(place, project));
  }

  async handleTerminalLink({ place, project }: ContainerLink): Promise<void> {
    const position = new vscode.Position(
      Math.max(0, place.line - 1),
      Math.max(0, place.column - 1),
    );
    await vscode.window.showTextDocument(this.inContainer(project, place.path), {
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
}
