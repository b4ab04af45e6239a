import * as vscode from 'vscode';
import { posix } from 'node:path';
import {
  cpptoolsConfiguration,
  type CpptoolsConfiguration,
} from '../../domain/intellisense/cpptoolsConfiguration';
import type { HostDatabase } from '../../project/intellisense/hostDatabase';

/** Microsoft's C/C++ extension. */
export const cpptoolsExtension = 'ms-vscode.cpptools';

/** The part of cpptools' interface for other extensions that is used here (npm: vscode-cpptools). */
interface CpptoolsApi {
  registerCustomConfigurationProvider(provider: object): void;
  notifyReady(provider: object): void;
  didChangeCustomConfiguration(provider: object): void;
  didChangeCustomBrowseConfiguration(provider: object): void;
  dispose(): void;
}

/** The version of the interface in which providers tell of each folder. */
const apiVersion = 5;

/** Tells cpptools how sources are compiled in containers. It asks the user itself whether it may. */
export class CpptoolsProvider implements vscode.Disposable {
  private readonly databases = new Map<string, HostDatabase>();
  private readonly sources = new Map<string, CpptoolsConfiguration>();
  private api: CpptoolsApi | undefined;

  readonly name = 'Drydock';

  constructor(readonly extensionId: string) {}

  /** Hands over what a folder is compiled with now. */
  async offer(folder: vscode.WorkspaceFolder, database: HostDatabase): Promise<void> {
    this.databases.set(folder.uri.toString(), database);
    this.sources.clear();
    if (this.api) {
      this.api.didChangeCustomConfiguration(this);
      this.api.didChangeCustomBrowseConfiguration(this);
      return;
    }
    const extension = vscode.extensions.getExtension<Partial<Cpptools>>(cpptoolsExtension);
    // A method of a class, which must keep its object.
    const cpptools = await extension?.activate();
    this.api = cpptools?.getApi?.(apiVersion);
    this.api?.registerCustomConfigurationProvider(this);
    this.api?.notifyReady(this);
  }

  withdraw(folder: vscode.WorkspaceFolder): void {
    this.databases.delete(folder.uri.toString());
    this.sources.clear();
    this.api?.didChangeCustomConfiguration(this);
  }

  canProvideConfiguration(uri: vscode.Uri): Promise<boolean> {
    return Promise.resolve(this.configurationOf(uri) !== undefined);
  }

  provideConfigurations(uris: readonly vscode.Uri[]): Promise<readonly object[]> {
    const known = uris.flatMap((uri) => {
      const configuration = this.configurationOf(uri);
      return configuration === undefined ? [] : [{ uri, configuration }];
    });
    return Promise.resolve(known);
  }

  canProvideBrowseConfiguration(): Promise<boolean> {
    return Promise.resolve(this.databases.size > 0);
  }

  provideBrowseConfiguration(): Promise<object> {
    const browsePath = [...this.databases.values()].flatMap(foldersOf);
    return Promise.resolve({ browsePath: [...new Set(browsePath)] });
  }

  canProvideBrowseConfigurationsPerFolder(): Promise<boolean> {
    return Promise.resolve(true);
  }

  provideFolderBrowseConfiguration(uri: vscode.Uri): Promise<object | null> {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? uri;
    const database = this.databases.get(folder.toString());
    return Promise.resolve(database === undefined ? null : { browsePath: foldersOf(database) });
  }

  dispose(): void {
    this.api?.dispose();
  }

  /** A header is read as a source of its folder. */
  private configurationOf(uri: vscode.Uri): CpptoolsConfiguration | undefined {
    for (const { sources, context } of this.databases.values()) {
      for (const source of this.sources.size === 0 ? sources : []) {
        const hostPath = context.toHost(source.sourceContainerPath);
        const configuration = cpptoolsConfiguration(source, context);
        this.sources.set(hostPath, configuration);
        this.sources.set(posix.dirname(hostPath), configuration);
      }
    }
    return this.sources.get(uri.fsPath) ?? this.sources.get(posix.dirname(uri.fsPath));
  }
}

interface Cpptools {
  readonly getApi: (version: number) => CpptoolsApi;
}

function foldersOf({ sources, context }: HostDatabase): readonly string[] {
  const folders = new Set<string>();
  for (const flags of new Set(sources.map((source) => source.flags))) {
    flags.includes.forEach(({ containerPath }) => folders.add(context.toHost(containerPath)));
    context
      .factsOf(flags)
      .includeContainerPaths.forEach((path) => folders.add(context.toHost(path)));
  }
  return [...folders];
}
