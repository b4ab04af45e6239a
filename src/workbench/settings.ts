import * as vscode from 'vscode';
import { readOwnCommands, type OwnCommands } from '../domain/buildSystem';

/**
 * The one place where settings are read. Each is a function, so that it is read when it is used;
 * those that may differ between folders take the resource they are for.
 */
export const settings = {
  /** Where the engine is, or the name of a Docker context; empty means: find it. */
  engineEndpoint: (): string => read('engine.endpoint', ''),
  /** Engines that are shown beside the one in use: addresses and Docker contexts. */
  engineAdditional: (): readonly string[] => read('engine.additional', []),
  /** The shell that **Open Shell** starts; empty means `bash`, or `sh` where there is none. */
  containersShell: (): string => read('containers.shell', ''),
  /** How many lines from the end **Follow Logs** begins with. */
  containersLogLines: (): number => read('containers.logLines', 1000),
  /** The profiles of containers of the user, or of the workspace; people write them, so look closely. */
  containersProfiles: (target: vscode.ConfigurationTarget): unknown => {
    const values = vscode.workspace.getConfiguration('drydock').inspect('containers.profiles');
    return target === vscode.ConfigurationTarget.Global
      ? values?.globalValue
      : values?.workspaceValue;
  },
  /** By what the rows of the Containers view are grouped: one of `groupings`. */
  containersGroupBy: (): string => read('containers.groupBy', 'compose'),
  /** The label by whose values they are grouped, where they are grouped by a label. */
  containersGroupLabel: (): string => read('containers.groupLabel', ''),
  /** In which order they stand: one of `containerOrders`. */
  containersSortBy: (): string => read('containers.sortBy', 'state'),
  /** What they are called: one of `rowLabels`. */
  containersRowLabel: (): string => read('containers.rowLabel', 'name'),
  /** Whether images without a tag are shown. */
  imagesShowUntagged: (): boolean => read('images.showUntagged', true),

  /** The build folder, relative to the project's or absolute in the container. */
  buildDirectory: (folder: vscode.Uri): string => read('build.directory', 'build', folder),
  /** The build type of a folder in which none was chosen. */
  buildType: (folder: vscode.Uri): string => read('build.type', 'Debug', folder),
  /** CMake's generator; empty means the one there is, else the best that the container has. */
  buildGenerator: (folder: vscode.Uri): string => read('build.generator', '', folder),
  /** More arguments for CMake's configure step. */
  buildConfigureArguments: (folder: vscode.Uri): readonly string[] =>
    read('build.configureArguments', [], folder),
  /** Commands that build a folder in the place of CMake, Meson and make. */
  buildCommands: (folder: vscode.Uri): OwnCommands =>
    readOwnCommands(read('build.commands', {}, folder)),
  /** Variables for CMake's cache. */
  buildCMakeVariables: (folder: vscode.Uri): Readonly<Record<string, unknown>> =>
    read('build.cmakeVariables', {}, folder),
  /** Environment variables for configuring and building. */
  buildEnvironment: (folder: vscode.Uri): Readonly<Record<string, string>> =>
    read('build.environment', {}, folder),
  /** Whether new dev containers mount the volume of the compiler cache. */
  buildCompilerCache: (folder: vscode.Uri): boolean => read('build.compilerCache', false, folder),
  /** How many compilers run at a time; 0 means as many as there are processors. */
  buildJobs: (folder: vscode.Uri): number => read('build.jobs', 0, folder),
  /** Whether changed files are saved before a build. */
  buildSaveBefore: (folder: vscode.Uri): boolean => read('build.saveBeforeBuild', true, folder),
  /** By what the tests of a project are grouped: one of `testGroupings`. */
  testGroupBy: (folder: vscode.Uri): string => read('test.groupBy', 'directory', folder),
  /** How many tests run at a time; 0 means as many as there are processors. */
  testJobs: (folder: vscode.Uri): number => read('test.jobs', 1, folder),
  /** More arguments for ctest when it lists and runs tests. */
  testArguments: (folder: vscode.Uri): readonly string[] => read('test.arguments', [], folder),
  /** Environment variables for tests, beside those of the build. */
  testEnvironment: (folder: vscode.Uri): Readonly<Record<string, string>> =>
    read('test.environment', {}, folder),
  /** Whether the project is built before its tests run. */
  testBuildBefore: (folder: vscode.Uri): boolean => read('test.buildBefore', true, folder),
  /** Who is to understand a folder's code: one of `codeProviders`. */
  codeProvider: (folder: vscode.Uri): string => read('code.provider', 'ask', folder),
  /** More arguments for the container's clangd. */
  codeClangdArguments: (folder: vscode.Uri): readonly string[] =>
    read('code.clangdArguments', [], folder),
  /** Whether saving what CMake reads runs its configure step. */
  buildConfigureOnSave: (folder: vscode.Uri): boolean =>
    read('build.configureOnSave', true, folder),
  /** When a program is built before it is run or debugged: `always`, `whenChanged` or `never`. */
  buildBeforeRun: (folder: vscode.Uri): string => read('build.beforeRun', 'whenChanged', folder),
  /** gdb in the container; empty means the one that is found there. */
  debugGdbPath: (folder: vscode.Uri | undefined): string => read('debug.gdbPath', '', folder),
  /** Where a debugged program reads and writes. */
  debugConsole: (folder: vscode.Uri | undefined): string =>
    read('debug.console', 'integratedTerminal', folder),
};

/** Calls the listener when one of the settings under a name such as `engine.endpoint` changes. */
export function onDidChangeSetting(name: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`drydock.${name}`)) {
      listener();
    }
  });
}

/** Keeps a setting of the user's; where the workspace has its own, that one. */
export async function changeSetting(name: string, value: unknown): Promise<void> {
  const section = vscode.workspace.getConfiguration('drydock');
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const isOfWorkspace = section.inspect(name)?.workspaceValue !== undefined;
  await section.update(name, value, isOfWorkspace ? Workspace : Global);
}

function read<T>(name: string, fallback: T, resource?: vscode.ConfigurationScope): T {
  return vscode.workspace.getConfiguration('drydock', resource ?? null).get(name, fallback);
}
