import { posix } from 'node:path';
import { debugType, type ContainerGdbConfiguration } from './launchConfiguration';
import type { PathMap } from './pathMap';

/** What a generated launch configuration is about. */
export interface LaunchTarget {
  /** The CMake target's name. */
  readonly name: string;
  /** The executable in the container. */
  readonly containerProgram: string;
}

/** Where a generated launch configuration runs. */
export interface LaunchPlace {
  readonly containerName: string;
  /** Who runs gdb and the program; absent means the container's own user. */
  readonly user?: string;
  readonly hostFolder: string;
  readonly pathMap: PathMap;
  /** gdb in the container, as the probe found it. */
  readonly gdbPath?: string;
  /** The command line client and what selects the engine, such as `['docker', '--context', 'lab']`. */
  readonly client?: readonly string[];
}

/** A `container-gdb` configuration: Drydock's own adapter. */
export function containerGdbTemplate(
  target: LaunchTarget,
  place: LaunchPlace,
  preLaunchTask?: string,
): ContainerGdbConfiguration & { readonly preLaunchTask?: string } {
  const hostProgram = place.pathMap.toHost(target.containerProgram);
  return {
    name: `Drydock: ${target.name}`,
    type: debugType,
    request: 'launch',
    program: hostProgram ? inFolder(hostProgram, place.hostFolder) : target.containerProgram,
    args: [],
    cwd: containerFolder(target, place),
    stopAtEntry: false,
    container: place.containerName,
    ...(place.user ? { containerUser: place.user } : {}),
    ...(place.gdbPath && place.gdbPath !== '/usr/bin/gdb' ? { miDebuggerPath: place.gdbPath } : {}),
    ...(preLaunchTask ? { preLaunchTask } : {}),
  };
}

/**
 * A `cppdbg` configuration for people who have Microsoft's C/C++ extension. cppdbg joins
 * `pipeArgs`, then appends `"<debuggerPath> --interpreter=mi"` as one quoted word, and later
 * `"kill -5 <pid>"` to pause and a `ps` script to pick a process: only behind `/bin/sh -c` with
 * `quoteArgs` do all three work (MICore, LaunchOptions.cs and PipeTransport.cs).
 */
export function cppdbgTemplate(
  target: LaunchTarget,
  place: LaunchPlace,
  preLaunchTask?: string,
): { readonly name: string; readonly type: string } & Record<string, unknown> {
  const cwd = containerFolder(target, place);
  const [pipeProgram = 'docker', ...clientArgs] = place.client ?? [];
  return {
    name: `Drydock: ${target.name} (cppdbg)`,
    type: 'cppdbg',
    request: 'launch',
    program: target.containerProgram,
    args: [],
    cwd,
    stopAtEntry: false,
    environment: [],
    externalConsole: false,
    MIMode: 'gdb',
    pipeTransport: {
      pipeProgram,
      pipeArgs: [
        ...clientArgs,
        'exec',
        '-i',
        ...(place.user ? ['-u', place.user] : []),
        '-w',
        cwd,
        place.containerName,
        '/bin/sh',
        '-c',
      ],
      debuggerPath: place.gdbPath ?? '/usr/bin/gdb',
      pipeCwd: '${workspaceFolder}',
      quoteArgs: true,
    },
    sourceFileMap: sourceFileMap(place),
    setupCommands: [
      {
        description: 'Show standard containers by their elements',
        text: '-enable-pretty-printing',
        ignoreFailures: true,
      },
      {
        description: 'Keep address space randomization, which a container may not switch off',
        text: '-gdb-set disable-randomization off',
        ignoreFailures: true,
      },
    ],
    ...(preLaunchTask ? { preLaunchTask } : {}),
  };
}

/** Every mount of the container, so that a breakpoint in any mounted file binds. */
function sourceFileMap({
  pathMap,
  hostFolder,
}: LaunchPlace): Record<string, { editorPath: string; useForBreakpoints: boolean }> {
  return Object.fromEntries(
    pathMap.mappings.map(({ containerRoot, hostRoot }) => [
      containerRoot,
      { editorPath: inFolder(hostRoot, hostFolder), useForBreakpoints: true },
    ]),
  );
}

/** The folder's place in the container, else the program's own folder. */
function containerFolder(target: LaunchTarget, { pathMap, hostFolder }: LaunchPlace): string {
  return pathMap.toContainer(hostFolder) ?? posix.dirname(target.containerProgram);
}

/** Writes a path inside the folder with `${workspaceFolder}`, so that the file can be shared. */
function inFolder(hostPath: string, hostFolder: string): string {
  const [path, folder] = [hostPath, hostFolder].map((each) => each.replaceAll('\\', '/'));
  if (path === folder) {
    return '${workspaceFolder}';
  }
  return path !== undefined && folder !== undefined && path.startsWith(`${folder}/`)
    ? `\${workspaceFolder}${path.slice(folder.length)}`
    : hostPath;
}
