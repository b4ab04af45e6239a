import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Diagnostic, SourceLocation } from '../../domain/diagnostic';
import { ProblemStore } from '../../domain/diagnostics/problemStore';
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
  readonly store: ProblemStore;
  readonly uris: Map<string, vscode.Uri>;
}

/** The problems of each folder's builds, shown in **Problems** while they come. */
export class BuildProblems implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly collection = this.owner.add(
    vscode.languages.createDiagnosticCollection('drydock'),
  );
  private readonly byFolder = new Map<string, ShownProblems>();

  /** `inContainer` makes the address of a file that only a folder's dev container has. */
  constructor(
    private readonly inContainer: (project: FolderProject, containerPath: string) => vscode.Uri,
  ) {}

  /** A build of a folder begins. */
  begin(project: FolderProject): BuildReport {
    const id = project.folder.uri.toString();
    const problems = this.byFolder.get(id) ?? { store: new ProblemStore(), uris: new Map() };
    this.byFolder.set(id, problems);
    const { store } = problems;
    const waiting = new Set<string>();
    let isPlanned = false;
    const show = (): void => {
      isPlanned = false;
      for (const path of waiting) {
        this.show(project, problems, path);
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
    changed(store.begin());
    changed(forgetMissing(store));
    return {
      onMade: (origin) => changed(store.remade(origin)),
      onDiagnostic: (diagnostic) => changed(store.add(diagnostic)),
      succeeded: () => changed(store.succeeded()),
    };
  }

  dispose(): void {
    this.owner.dispose();
  }

  private show(project: FolderProject, { store, uris }: ShownProblems, path: string): void {
    const where = (file: Pick<SourceLocation, 'path' | 'onlyInContainer'>): vscode.Uri =>
      file.onlyInContainer === true
        ? this.inContainer(project, file.path)
        : vscode.Uri.file(file.path);
    const problems = store.of(path);
    const uri = problems[0] ? where(problems[0].location) : uris.get(path);
    if (uri) {
      uris.set(path, uri);
      this.collection.set(
        uri,
        problems.map((one) => toVsCodeDiagnostic(one, where)),
      );
    }
  }
}

/** Of a file that was deleted nobody speaks again. */
function forgetMissing(store: ProblemStore): string[] {
  const missing = store.files.filter((path) => {
    const [first] = store.of(path);
    return first?.location.onlyInContainer !== true && !existsSync(path);
  });
  for (const path of missing) {
    store.forget(path);
  }
  return missing;
}
