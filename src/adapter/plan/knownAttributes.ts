/** What VS Code itself reads of every launch configuration. */
const ofTheEditor: readonly string[] = [
  ...['name', 'type', 'request', 'noDebug', 'preLaunchTask', 'postDebugTask', 'presentation'],
  ...['internalConsoleOptions', 'debugServer', 'serverReadyAction', 'restart', 'port'],
  ...['suppressMultipleSessionWarning', 'windows', 'linux', 'osx'],
];

/** Attributes that are read. A unit test holds them against `package.json`. */
export const knownAttributes: readonly string[] = [
  ...['program', 'args', 'cwd', 'environment', 'envFile', 'stopAtEntry', 'console'],
  ...['stdin', 'stdout', 'stderr', 'processId', 'coreDumpPath', 'container', 'containerUser'],
  ...['engine', 'sourceFileMap', 'setupCommands', 'postLaunchCommands', 'miDebuggerPath'],
  ...['miDebuggerArgs', 'gdbInit', 'logging', 'stopContainerOnExit', 'pipeTransport'],
  ...['miDebuggerServerAddress', 'useExtendedRemote', 'remoteProgram', 'serverLaunchTimeout'],
  ...['postRemoteConnectCommands', 'stopAtConnect', 'sysroot', 'additionalSOLibSearchPath'],
  ...['symbolSearchPath', 'symbolLoadInfo', 'customLaunchSetupCommands', 'launchCompleteCommand'],
  ...['MIMode', 'hardwareBreakpoints', 'nonStop', 'schedulerLocking', 'debuginfod'],
  ...['signals', 'skip', 'stepIntoCodeWithoutSource', 'followFork', 'record'],
];

/** Attributes of cppdbg that are true here without being read. */
export const needlessAttributes: readonly string[] = [
  ...['targetArchitecture', 'showDisplayString', 'avoidWindowsConsoleRedirection'],
];

/** Attributes of cppdbg that change nothing here, and why. */
export const unusedAttributes: Readonly<Record<string, string>> = {
  visualizerFile: 'values are shown by the pretty printers of gdb, not by Natvis',
  svdPath: 'registers of a chip are not shown',
  externalConsole: 'the program runs in a terminal of the editor ("console")',
  debugServerPath: 'a gdbserver is not started; start it by a "preLaunchTask"',
  debugServerArgs: 'a gdbserver is not started; start it by a "preLaunchTask"',
  serverStarted: 'the server is waited for ("serverLaunchTimeout")',
  filterStdout: 'a gdbserver is not started, so that its output is not seen',
  filterStderr: 'a gdbserver is not started, so that its output is not seen',
  unknownBreakpointHandling: 'a breakpoint that was set by a gdb command always stops',
  deploySteps: 'nothing is copied; mount the folder into the container, or use a "preLaunchTask"',
  variables: 'only the variables of the editor are put in',
};

/**
 * One line for each attribute of a launch configuration that changes nothing: of cppdbg, or one that
 * nobody knows, with the nearest name that is known.
 */
export function remarksOnAttributes(configuration: unknown): readonly string[] {
  return Object.entries(Object(configuration) as object).flatMap(([name, value]) => {
    const unused = Object.hasOwn(unusedAttributes, name) ? unusedAttributes[name] : undefined;
    if (unused !== undefined) {
      return says(value) ? [`The attribute "${name}" is not used: ${unused}.`] : [];
    }
    const known = [ofTheEditor, knownAttributes, needlessAttributes].some((each) =>
      each.includes(name),
    );
    if (known || name.startsWith('_')) {
      return [];
    }
    const nearest = nearestName(name);
    const meant = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    return [`The attribute "${name}" is not known, and not used.${meant}`];
  });
}

/** What says nothing is not worth a word. */
function says(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== false &&
    value !== '' &&
    JSON.stringify(value) !== '[]' &&
    JSON.stringify(value) !== '{}'
  );
}

function nearestName(name: string): string | undefined {
  const distances = knownAttributes.map(
    (known) => [known, distance(name.toLowerCase(), known.toLowerCase())] as const,
  );
  const [nearest] = distances.sort(([, a], [, b]) => a - b);
  return nearest && nearest[1] <= Math.max(1, Math.floor(name.length / 3)) ? nearest[0] : undefined;
}

/** How many letters must be put in, taken out or changed to make one word of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
