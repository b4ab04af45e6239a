import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable';
import { errorMessage } from '../base/errors';
import { debugType } from '../domain/launchConfiguration';
import { registerBuildCommands } from './build/buildCommands';
import { BuildProblems } from './build/buildProblems';
import { BuildRunner } from './build/buildRunner';
import { BuildTasks } from './build/buildTasks';
import { configureOnSave } from './build/configureOnSave';
import { FolderProjects } from './build/folderProjects';
import { registerJobCommands } from './build/jobCommands';
import { registerPresetCommands } from './build/presetCommands';
import { PresetProblems } from './build/presetProblems';
import { ContainerLinks } from './build/containerLinks';
import type { FolderProject } from './build/folderProject';
import { registerHandBack } from './build/handBackCommand';
import { KeptBuilds } from './build/keptBuilds';
import { resumeBuilds } from './build/resumeBuilds';
import { registerWriteTask } from './build/writeTask';
import { registerBuildTimes } from './buildTimes/buildTimesView';
import { registerCMakeCache } from './cmakeCache/cmakeCacheView';
import { registerAttachCommands } from './debug/attachCommands';
import { DebugAdapterFactory } from './debug/debugAdapterFactory';
import { registerDebugCommands } from './debug/debugCommands';
import { DebugConfigurationProvider } from './debug/debugConfigurationProvider';
import { DebuggeeTerminals } from './debug/debuggeeTerminals';
import { DebugTraffic } from './debug/debugTraffic';
import { registerGenerateLaunchJson } from './debug/generateLaunchJson';
import { Launcher } from './debug/launcher';
import { registerSessionSwitches } from './debug/sessionSwitches';
import { ProcessAttributes } from './debug/processAttributes';
import { registerDevContainerCommands } from './devContainer/devContainerCommands';
import { DevContainerCreator } from './devContainer/devContainerCreator';
import { DevContainers } from './devContainer/devContainers';
import { registerToolchainCommands } from './devContainer/toolchainCommands';
import { registerWriteDevcontainerFile } from './devContainer/writeDevcontainerFile';
import { readOnlyUri } from './files/fileUris';
import { ProjectStatusBar } from './projectStatusBar';
import { registerSeveralCommands } from './several/severalCommands';
import { SeveralContainers } from './several/severalContainers';
import type { SharedParts } from './sharedParts';
import { wireTesting } from './testing/wireTesting';
import { wireCode } from './wireCode';
import { createWorkspaceView } from './views/workspaceView';

/** Wires what is done with a workspace folder: its dev container, building, debugging, and their view. */
export function wireProject(shared: SharedParts): Disposable {
  const { context, register, engines, log, messages, dockerCommands, openTerminals } = shared;
  const { engine, store } = engines.current;
  const memento = context.workspaceState;
  const owner = new DisposableStore();

  const files = shared.devcontainerFiles;
  const devContainers = owner.add(
    new DevContainers(engines.current, dockerCommands, memento, files),
  );
  const projectServices = { engine, devContainers, devcontainerFiles: files, memento, log };
  const projects = owner.add(new FolderProjects(projectServices));
  const creator = new DevContainerCreator({
    shown: engines.current,
    devContainers,
    projects,
    dockerCommands,
    imageProvider: shared.imageProvider,
    files,
  });
  registerDevContainerCommands(register, creator, devContainers, projects, engines.current);
  registerWriteDevcontainerFile(register, engines.current, devContainers, files);

  const inContainer = (project: FolderProject, path: string): vscode.Uri =>
    readOnlyUri({
      engine: engines.current,
      file: { container: project.container?.name ?? '', path },
    });
  const problems = owner.add(new BuildProblems(inContainer));
  const several = owner.add(new SeveralContainers(projectServices, projects, store, problems));
  const links = owner.add(new ContainerLinks(several, inContainer));
  owner.add(vscode.window.registerTerminalLinkProvider(links));
  const kept = new KeptBuilds(memento);
  const runner = new BuildRunner(problems, messages, dockerCommands, kept);
  const tasks = owner.add(new BuildTasks(projects, several, runner));
  // Builds wait for it, whatever becomes of it.
  tasks.lookedForBegun = resumeBuilds(kept, tasks, engine, log).catch((error: unknown) =>
    log.warn(`Builds that run may not be shown again: ${errorMessage(error)}`),
  );
  registerBuildCommands(register, projects, tasks);
  registerToolchainCommands(register, {
    shown: engines.current,
    devContainers,
    several,
    projects,
    dockerCommands,
    openTerminals,
  });
  const picking = { several, shown: engines.current, dockerCommands };
  registerSeveralCommands(register, tasks, picking);
  registerHandBack(register, projects, dockerCommands);
  registerWriteTask(register, projects);
  owner.add(registerBuildTimes(shared, projects));
  owner.add(configureOnSave(projects, tasks));
  registerJobCommands(register, projects, tasks);
  owner.add(registerCMakeCache(shared, projects, tasks));
  registerPresetCommands(register, projects, tasks);
  owner.add(new PresetProblems(projects));
  owner.add(wireTesting({ engine, runner, messages, ...picking }, register));

  const adapters = owner.add(new DebugAdapterFactory(context, log));
  const launcher = new Launcher(tasks);
  const processes = new ProcessAttributes(engines, devContainers);
  const provider = new DebugConfigurationProvider({
    engine,
    devContainers,
    devcontainerFiles: files,
    projects,
    launcher,
    processes,
    adapters,
    messages,
  });
  owner.add(vscode.debug.registerDebugConfigurationProvider(debugType, provider));
  owner.add(
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      { provideDebugConfigurations: (folder) => provider.provideDebugConfigurations(folder) },
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
  owner.add(vscode.debug.registerDebugAdapterDescriptorFactory(debugType, adapters));
  owner.add(new DebuggeeTerminals(engine, log));
  owner.add(new DebugTraffic());
  registerAttachCommands(register, processes);
  registerDebugCommands(register, projects, launcher);
  owner.add(registerSessionSwitches(register));
  registerGenerateLaunchJson(register, projects, devContainers, tasks);

  owner.add(wireCode(shared, projects));
  owner.add(createWorkspaceView(store, projects));
  owner.add(new ProjectStatusBar(projects));
  return owner;
}
