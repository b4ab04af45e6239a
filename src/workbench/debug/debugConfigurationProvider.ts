import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { executables } from '../../domain/activeTarget';
import type { ContainerSummary } from '../../domain/container';
import { debugType } from '../../domain/launchConfiguration';
import { programContainerPath } from '../../domain/programPath';
import type { ContainerEngine } from '../../engine/containerEngine';
import type { FolderProjects } from '../build/folderProjects';
import { requireExecutable } from '../build/pickTarget';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import { folderContainerPath, pathMapOf, type DevContainers } from '../devContainer/devContainers';
import { currentFolder, pickFolder } from '../folders';
import { isCancellation, type Messages } from '../messages';
import { settings } from '../settings';
import { requireTrust } from '../trust';
import type { DebugAdapterFactory } from './debugAdapterFactory';
import type { Launcher } from './launcher';
import { textOf } from './configuredContainer';
import type { ProcessAttributes } from './processAttributes';
import { remoteAttributes } from './remoteAttributes';
import { requireDebugger } from './requireDebugger';

/** What a {@link DebugConfigurationProvider} works with. */
export interface DebugServices {
  readonly engine: ContainerEngine;
  readonly devContainers: DevContainers;
  readonly devcontainerFiles: DevcontainerFiles;
  readonly projects: FolderProjects;
  readonly launcher: Launcher;
  readonly processes: ProcessAttributes;
  readonly adapters: DebugAdapterFactory;
  readonly messages: Messages;
}

/**
 * Makes launch configurations where there are none, and fills in what one leaves out: container,
 * program, working directory, engine.
 */
export class DebugConfigurationProvider implements vscode.DebugConfigurationProvider {
  constructor(private readonly services: DebugServices) {}

  /** For the list that F5 and the Run and Debug view offer: one entry for each executable. */
  provideDebugConfigurations(
    folder: vscode.WorkspaceFolder | undefined,
  ): vscode.DebugConfiguration[] {
    const targets = folder ? this.services.projects.of(folder).targets : undefined;
    const named = executables(targets ?? []).map(({ name }) => ({
      name: `Drydock: ${name}`,
      program: name,
    }));
    // Before CMake has run once, the program is left out, and asked for when it is started.
    const all = named.length > 0 ? named : [{ name: 'Drydock: Launch in Container' }];
    return all.map((configuration) => ({
      type: debugType,
      request: 'launch',
      ...configuration,
      preLaunchTask: 'drydock: build',
    }));
  }

  /** F5 without a `launch.json` comes with an empty configuration: build, then debug. */
  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (vscode.workspace.isTrusted) {
      // It starts beside the build.
      this.services.adapters.warmUp();
    }
    if (configuration.type || configuration.request || configuration.name) {
      return configuration;
    }
    return this.orShow(async () => {
      const project = this.services.projects.of(folder ?? (await pickFolder()));
      const noDebug = configuration['noDebug'] === true;
      const launch = await this.services.launcher.prepare(project, { noDebug });
      return { ...launch, ...noDebugOf(configuration) };
    });
  }

  /** Comes after `preLaunchTask`, so that what it built is known. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    return this.orShow(async () => {
      requireTrust();
      const resolved =
        'pipeTransport' in configuration && !textOf(configuration, 'container')
          ? // The adapter reads container, user and gdb out of it.
            { ...configuration, __terminal: true, __log: true }
          : await this.inContainer(folder, configuration);
      return needsProcess(resolved)
        ? { ...resolved, processId: await this.services.processes.pickProcess(resolved) }
        : resolved;
    });
  }

  private async inContainer(
    given: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration> {
    const launches = launchesProgram(configuration);
    const folder = given ?? (launches ? await pickFolder() : currentFolder());
    const container = await this.containerOf(configuration, folder, launches);
    const isContainerNamed = textOf(configuration, 'container') !== undefined;
    const folderPath =
      folder &&
      (isContainerNamed || !launches
        ? warnUnlessMounted(folder, container)
        : folderContainerPath(folder, container));
    const project = folder && this.services.projects.of(folder);
    const isDevContainer = container.id === project?.container?.id;
    if (project && isDevContainer && needsDebugger(configuration)) {
      await requireDebugger(project, textOf(configuration, 'miDebuggerPath'));
    }
    const named = textOf(configuration, 'program');
    if (project && isDevContainer && launches && mayBeTarget(named, folder)) {
      await this.services.launcher.knowTargets(project, named);
    }
    const program =
      named ??
      // A process, a core dump and a server know their program.
      (project && launches ? (await requireExecutable(project)).name : undefined);
    const place = launches
      ? await this.services.devcontainerFiles.placeIn(this.services.engine, container)
      : undefined;
    return {
      ...this.completed(configuration, folder),
      ...remoteAttributes(configuration, place),
      container: container.name,
      ...(program === undefined
        ? {}
        : {
            program: programContainerPath(program, {
              targets: isDevContainer ? (project.targets ?? []) : [],
              pathMap: pathMapOf(container),
              ...(folderPath === undefined ? {} : { folderContainerPath: folderPath }),
            }),
          }),
      ...(folderPath === undefined || textOf(configuration, 'cwd') ? {} : { cwd: folderPath }),
    };
  }

  private containerOf(
    configuration: vscode.DebugConfiguration,
    folder: vscode.WorkspaceFolder | undefined,
    launches: boolean,
  ): Promise<ContainerSummary> {
    const { devContainers, processes } = this.services;
    const named = textOf(configuration, 'container');
    if (named) {
      return devContainers.named(named);
    }
    return folder && launches
      ? devContainers.requireRunning(folder)
      : processes.container(configuration, folder);
  }

  /** What does not depend on the container. */
  private completed(
    configuration: vscode.DebugConfiguration,
    folder: vscode.WorkspaceFolder | undefined,
  ): vscode.DebugConfiguration {
    const gdbPath = settings.debugGdbPath(folder?.uri);
    const console = textOf(configuration, 'console') ?? settings.debugConsole(folder?.uri);
    return {
      console,
      // The Debug Console would come in front of the program's terminal, if that is not where it writes.
      internalConsoleOptions: console === 'integratedTerminal' ? 'neverOpen' : 'openOnSessionStart',
      engine: this.services.engine.endpoint,
      ...(gdbPath === '' ? {} : { miDebuggerPath: gdbPath }),
      ...configuration,
      // Tells the adapter that this client opens the program's terminal itself.
      __terminal: true,
      // And that it has a channel for the traffic.
      __log: true,
    };
  }

  /** VS Code shows what a provider throws in a dialog without our next steps. */
  private async orShow<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isCancellation(error)) {
        // Not awaited: the message stays until the user answers, and no session is started.
        void this.services.messages.showFailure(error);
      }
      return undefined;
    }
  }
}

/** Whether a `program`, or one that is left out, can be meant as a target rather than as a file. */
function mayBeTarget(program: string | undefined, folder: vscode.WorkspaceFolder): boolean {
  return (
    program === undefined ||
    (!/[\\/]/.test(program) && !existsSync(path.join(folder.uri.fsPath, program)))
  );
}

/** What is only run needs no gdb, unless commands of gdb start it. */
function needsDebugger(configuration: vscode.DebugConfiguration): boolean {
  return (
    configuration['noDebug'] !== true ||
    !launchesProgram(configuration) ||
    'customLaunchSetupCommands' in configuration ||
    'launchCompleteCommand' in configuration
  );
}

/** Ctrl+F5 marks the empty configuration. */
function noDebugOf({ noDebug }: vscode.DebugConfiguration): { noDebug?: boolean } {
  return typeof noDebug === 'boolean' ? { noDebug } : {};
}

/** The user named the container, and may know better: it is said, and the session goes on. */
function warnUnlessMounted(
  folder: vscode.WorkspaceFolder,
  container: ContainerSummary,
): string | undefined {
  const folderPath = pathMapOf(container).toContainer(folder.uri.fsPath);
  if (folderPath === undefined) {
    // Not awaited: nothing is asked.
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The container "{0}" does not mount the folder "{1}". Breakpoints bind only where "sourceFileMap" says which folders belong together.',
        container.name,
        folder.uri.fsPath,
      ),
    );
  }
  return folderPath;
}

/** Whether a session starts a program of the project: not a process, a core dump or a server's. */
function launchesProgram(configuration: vscode.DebugConfiguration): boolean {
  return (
    configuration.request !== 'attach' &&
    !textOf(configuration, 'coreDumpPath') &&
    (!textOf(configuration, 'miDebuggerServerAddress') ||
      configuration['useExtendedRemote'] === true)
  );
}

/** An attach configuration that leaves the process open. */
function needsProcess(configuration: vscode.DebugConfiguration): boolean {
  const { processId } = configuration as { readonly processId?: unknown };
  return (
    configuration.request === 'attach' &&
    !processId &&
    !textOf(configuration, 'coreDumpPath') &&
    !textOf(configuration, 'miDebuggerServerAddress')
  );
}
