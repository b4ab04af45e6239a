import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage } from '../../base/errors';
import type { ContainerEngine } from '../../engine/containerEngine';
import { listTests } from '../../project/testing/listTests';
import { KnownPrograms } from '../../project/testing/programCases';
import type { FolderProject } from '../build/folderProject';
import { isCancellation } from '../messages';
import { onDidChangeSetting } from '../settings';
import type { SeveralContainers } from '../several/severalContainers';
import { TestRoot } from './testRoot';

/** The tests of all projects in the Testing view. */
export class TestExplorer implements Disposable {
  private readonly owner = new DisposableStore();
  readonly controller = this.owner.add(
    vscode.tests.createTestController('drydock', vscode.l10n.t('Drydock')),
  );
  private readonly roots = new Map<string, TestRoot>();
  private readonly known = new WeakMap<FolderProject, KnownPrograms>();
  private readonly listing = new Map<string, Promise<void>>();
  /** Nothing is asked before somebody has looked, or has built. */
  private looked = false;
  private shownContainers = '';

  constructor(
    private readonly engine: ContainerEngine,
    private readonly projects: SeveralContainers,
  ) {
    this.controller.resolveHandler = async (item) => {
      if (!item) {
        this.looked = true;
        await this.listAll(false);
      }
    };
    this.controller.refreshHandler = async (token) => {
      this.looked = true;
      await this.listAll(true, signalOf(token));
    };
    this.owner.add(
      projects.onDidBuild((project) => {
        // A task may name a container that was not chosen for tests.
        if (projects.all.includes(project)) {
          // Failures stand in the row.
          void this.list(project, false);
        }
      }),
    );
    this.owner.add(projects.onDidChange(() => this.onContainersChanged()));
    this.owner.add(
      onDidChangeSetting('test.groupBy', () => {
        if (this.looked) {
          void this.listAll(false);
        }
      }),
    );
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** The rows of all projects, in each of their containers, whose tests were looked for. */
  get shown(): readonly TestRoot[] {
    return [...this.roots.values()];
  }

  /** Which project a row belongs to. */
  rootOf(item: vscode.TestItem): TestRoot | undefined {
    let top = item;
    while (top.parent) {
      top = top.parent;
    }
    return this.roots.get(top.id);
  }

  /** Lists the tests of every project anew; `start` starts dev containers that have stopped. */
  async listAll(start: boolean, signal?: AbortSignal): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      return;
    }
    const all = await this.projects.known(signal);
    const ids = new Set(all.map(({ id }) => id));
    for (const id of this.roots.keys()) {
      if (!ids.has(id)) {
        this.remove(id);
      }
    }
    await Promise.all(all.map((project) => this.list(project, start, signal)));
  }

  /** Lists the tests as if somebody had opened the view. */
  async open(): Promise<void> {
    this.looked = true;
    await this.listAll(true);
  }

  /** Waits for the listing that the end of a build has begun. */
  async listed(project: FolderProject): Promise<void> {
    await this.listing.get(project.id);
  }

  /** Lists the tests of a project; what keeps it from that stands in its row. */
  async list(project: FolderProject, start: boolean, signal?: AbortSignal): Promise<void> {
    const { id } = project;
    // What has changed since a listing began is not in it, so another one follows.
    const before = this.listing.get(id) ?? Promise.resolve();
    const listed = before.then(() => this.listNow(project, start, signal));
    this.listing.set(id, listed);
    await listed;
    if (this.listing.get(id) === listed) {
      this.listing.delete(id);
    }
  }

  private async listNow(
    project: FolderProject,
    start: boolean,
    signal?: AbortSignal,
  ): Promise<void> {
    const { id } = project;
    let root: TestRoot | undefined;
    try {
      const container = await project.findContainer(signal);
      if (!container) {
        this.remove(id);
        return;
      }
      root = this.rootFor(project);
      root.name(container.name, this.isOneOfSeveral(project));
      if (container.state !== 'running' && !start) {
        root.showReason(
          vscode.l10n.t(
            'The container "{0}" does not run. **Refresh Tests** starts it and lists its tests.',
            container.name,
          ),
        );
        return;
      }
      root.item.busy = true;
      const place = await project.testPlace(signal);
      const tests = await listTests(this.engine, place, signal);
      if (!tests) {
        root.showReason(
          vscode.l10n.t(
            'CMake has not run in the build folder "{0}" yet. Build the project to see its tests.',
            place.buildContainerPath,
          ),
        );
      } else if (tests.length === 0) {
        root.showReason(
          vscode.l10n.t(
            'The project "{0}" has no tests. Add some with enable_testing and add_test.',
            project.folder.name,
          ),
        );
      } else {
        const programs = await this.knownOf(project).casesOf(tests, place, signal);
        await root.show(tests, place, programs);
      }
    } catch (error) {
      if (!isCancellation(error)) {
        (root ?? this.rootFor(project)).showReason(errorMessage(error));
      }
    } finally {
      if (root) {
        root.item.busy = false;
      }
    }
  }

  /** Its folder has a row for each of several containers. */
  private isOneOfSeveral({ folder }: FolderProject): boolean {
    const uri = folder.uri.toString();
    return this.projects.all.filter((other) => other.folder.uri.toString() === uri).length > 1;
  }

  private knownOf(project: FolderProject): KnownPrograms {
    const known = this.known.get(project) ?? new KnownPrograms(this.engine);
    this.known.set(project, known);
    return known;
  }

  private rootFor(project: FolderProject): TestRoot {
    const { id } = project;
    let root = this.roots.get(id);
    if (!root) {
      root = new TestRoot(this.controller, project);
      this.roots.set(id, root);
      this.controller.items.add(root.item);
    }
    return root;
  }

  private remove(id: string): void {
    this.roots.delete(id);
    this.controller.items.delete(id);
  }

  /** Another container, or one that has started or ended, has other tests. */
  private onContainersChanged(): void {
    const containers = JSON.stringify(
      this.projects.all.map(({ id, container, buildType }) => [
        id,
        container?.id,
        container?.state,
        buildType,
      ]),
    );
    const changed = containers !== this.shownContainers;
    this.shownContainers = containers;
    if (this.looked && changed) {
      // Failures stand in the rows.
      void this.listAll(false);
    }
  }
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
