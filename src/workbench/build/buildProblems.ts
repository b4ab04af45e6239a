import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Diagnostic, SourceLocation } from '../../domain/diagnostic';
import { MergedProblems } from '../../domain/diagnostics/mergedProblems';
import type { ProblemStore } from '../../domain/diagnostics/problemStore';
import type { FolderProject } from './folderProject';
import { toVsCodeDiagnostic } from './vsCodeDiagnostic';

/** Where the problems of a build go while it runs. */
export interface BuildReport {
  readonly onMade: (origin: string) => void;
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
  /** All of the project was built without an error. */
  succeeded(): void;
}

/** The problems of one folder, and where those of each file are shown. */
interface ShownProblems {
  readonly merged: MergedProblems;
  readonly builds: Map<string, Build>;
  /** The addresses of each file: a header of several images is another one in each of them. */
  readonly uris: Map<string, readonly vscode.Uri[]>;
}

interface Build {
  readonly project: FolderProject;
  readonly containerName: string;
}

/**
 * The problems of each folder's builds, shown in **Problems** while they come. Of a folder that is built
 * in several containers, each problem says which of them have it.
 */
export class BuildProblems implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly collection = this.owner.add(
    vscode.languages.createDiagnosticCollection('drydock'),
  );
  private readonly byFolder = new Map<string, ShownProblems>();

  /** `inContainer` makes the address of a file that only the project's container has. */
  constructor(
    private readonly inContainer: (project: FolderProject, containerPath: string) => vscode.Uri,
  ) {}

  /** A build of a project begins. */
  begin(project: FolderProject): BuildReport {
    const problems = this.problemsOf(project.folder);
    const { merged, builds } = problems;
    const store = merged.of(project.id);
    const waiting = new Set<string>();
    let isPlanned = false;
    const show = (): void => {
      isPlanned = false;
      for (const path of waiting) {
        this.show(problems, path);
      }
      waiting.clear();
    };
    // A file's whole list is sent each time, so what comes in one turn is sent together.
    const changed = (files: Iterable<string>): void => {
      for (const path of files) {
        waiting.add(path);
      }
      if (!isPlanned) {
        isPlanned = true;
        setImmediate(show);
      }
    };
    if (!builds.has(project.id)) {
      // From the second one on, each problem says whose it is.
      changed(merged.files);
    }
    builds.set(project.id, { project, containerName: project.container?.name ?? '' });
    changed(store.begin());
    // Not awaited: what the tools say meanwhile is of files that are there.
    void forgetMissing(store, changed);
    return {
      onMade: (origin) => changed(store.remade(origin)),
      onDiagnostic: (diagnostic) => changed(store.add(diagnostic)),
      succeeded: () => changed(store.succeeded()),
    };
  }

  /** Forgets what other containers than the dev container and these have said of a folder. */
  keepOnly(folder: vscode.WorkspaceFolder, projects: readonly FolderProject[]): void {
    const problems = this.problemsOf(folder);
    const { merged, builds } = problems;
    // Those that are left may be alone now, and then none says whose it is.
    const before = merged.files;
    const kept = new Set(projects.map(({ id }) => id));
    const gone = [...builds].filter(
      ([id, { project }]) => project.beside !== undefined && !kept.has(id),
    );
    for (const [id] of gone) {
      merged.forget(id);
      builds.delete(id);
    }
    for (const path of gone.length > 0 ? before : []) {
      this.show(problems, path);
    }
  }

  dispose(): void {
    this.owner.dispose();
  }

  private problemsOf(folder: vscode.WorkspaceFolder): ShownProblems {
    const id = folder.uri.toString();
    const problems = this.byFolder.get(id) ?? {
      merged: new MergedProblems(),
      builds: new Map<string, Build>(),
      uris: new Map<string, readonly vscode.Uri[]>(),
    };
    this.byFolder.set(id, problems);
    return problems;
  }

  private show({ merged, builds, uris }: ShownProblems, path: string): void {
    const shown = new Map(
      (uris.get(path) ?? []).map((uri): [string, ShownFile] => [uri.toString(), { uri, list: [] }]),
    );
    const isOneOfSeveral = builds.size > 1;
    for (const { diagnostic, builds: ids } of merged.at(path)) {
      const whose = ids.flatMap((id) => builds.get(id) ?? []);
      const [first] = whose;
      if (!first) {
        continue;
      }
      const where = (file: Pick<SourceLocation, 'path' | 'onlyInContainer'>): vscode.Uri =>
        file.onlyInContainer === true
          ? this.inContainer(first.project, file.path)
          : vscode.Uri.file(file.path);
      const uri = where(diagnostic.location);
      const names = new Set(isOneOfSeveral ? whose.map(({ containerName }) => containerName) : []);
      const file = shown.get(uri.toString()) ?? { uri, list: [] };
      shown.set(uri.toString(), file);
      file.list.push(toVsCodeDiagnostic(diagnostic, where, [...names].sort(byName.compare)));
    }
    for (const { uri, list } of shown.values()) {
      this.collection.set(uri, list);
    }
    const left = [...shown.values()].filter(({ list }) => list.length > 0);
    uris.set(
      path,
      left.map(({ uri }) => uri),
    );
  }
}

const byName = new Intl.Collator(undefined, { numeric: true });

interface ShownFile {
  readonly uri: vscode.Uri;
  readonly list: vscode.Diagnostic[];
}

/** Of a file that was deleted nobody speaks again. Hands the thread back every few milliseconds. */
async function forgetMissing(
  store: ProblemStore,
  changed: (files: Iterable<string>) => void,
): Promise<void> {
  let since = performance.now();
  for (const path of store.files) {
    const [first] = store.of(path);
    if (first && first.location.onlyInContainer !== true && !existsSync(path)) {
      store.forget(path);
      changed([path]);
    }
    if (performance.now() - since > longestTurn) {
      await nextTurn();
      since = performance.now();
    }
  }
}

/** Milliseconds of work between two turns of the event loop. */
const longestTurn = 10;
