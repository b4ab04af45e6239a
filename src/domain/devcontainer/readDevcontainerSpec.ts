import { getNodeValue, type Node } from 'jsonc-parser';
import type { ContainerSpec } from '../containerSpec';
import { formatCsvFields } from '../csvFields';
import { DockerRunError } from '../dockerRunError';
import { parseDockerRun } from '../parseDockerRun';
import type { DevcontainerReader } from './devcontainerReader';

/** What a file says of the container itself, without its image. */
export function readDevcontainerSpec(
  reader: DevcontainerReader,
  workspaceFolder: string,
): ContainerSpec {
  const flags = new FlagCollector(reader);
  const runArgs = reader.node('runArgs');
  if (runArgs) {
    flags.addRunArgs(runArgs);
  }
  addMounts(reader, flags, workspaceFolder);
  addPorts(reader, flags);
  for (const [key, value] of Object.entries(reader.map('containerEnv'))) {
    flags.add(['--env', `${key}=${value ?? ''}`], reader.node('containerEnv', key));
  }
  const user = reader.text('containerUser');
  if (user !== undefined && user !== '') {
    flags.add(['--user', user], reader.node('containerUser'));
  }
  for (const [property, flag] of [
    ['capAdd', '--cap-add'],
    ['securityOpt', '--security-opt'],
  ] as const) {
    for (const value of reader.texts(property)) {
      flags.add([flag, value], reader.node(property));
    }
  }
  if (reader.flag('init') === true) {
    flags.add(['--init'], reader.node('init'));
  }
  if (reader.flag('privileged') === true) {
    flags.add(['--privileged'], reader.node('privileged'));
  }
  const { spec } = flags;
  return {
    ...spec,
    workdir: spec.workdir ?? workspaceFolder,
    ...(reader.flag('overrideCommand') !== false && waitingShell),
  };
}

/** An interactive shell on an open terminal waits in any image; it obeys SIGHUP, and not SIGTERM. */
const waitingShell = { entrypoint: '/bin/sh', command: [], stopSignal: 'SIGHUP' } as const;

/** Stands where a line needs an image. */
const someImage = 'image';

/** Collects what flags of `docker run` say, each of them blamed on its place in the file. */
class FlagCollector {
  spec: ContainerSpec = { image: someImage };

  constructor(private readonly reader: DevcontainerReader) {}

  add(words: readonly string[], node: Node | undefined): void {
    const place = node ?? this.reader.root;
    this.read(words, () => place);
  }

  /** All of them at once, since some flags need others; a problem is shown at its word. */
  addRunArgs(node: Node): void {
    const items = this.reader.items(node);
    const words = items.map((item) => this.reader.textOf(item, 'runArgs') ?? '');
    this.read(words, (input) => {
      const exact = words.indexOf(input);
      const at = exact >= 0 ? exact : words.findIndex((word) => word.startsWith(input));
      return items[at] ?? node;
    });
  }

  private read(words: readonly string[], placeOf: (input: string) => Node): void {
    const cwd = this.reader.variables.localWorkspaceFolder;
    try {
      const { spec } = parseDockerRun(['docker', 'run', ...words, someImage], { cwd });
      if (spec.image === someImage) {
        this.spec = merged(this.spec, spec);
        return;
      }
      const message = `"${spec.image}" is not a flag of "docker run".`;
      this.reader.report('error', placeOf(spec.image), message);
    } catch (error) {
      if (!(error instanceof DockerRunError)) {
        throw error;
      }
      this.reader.report('error', placeOf(error.input), error.message);
    }
  }
}

/** Lists and maps are joined, of anything else the later one counts. */
function merged(one: ContainerSpec, other: ContainerSpec): ContainerSpec {
  const result: ContainerSpec = { ...one };
  for (const [field, value] of Object.entries(other)) {
    Reflect.set(result, field, joined(Reflect.get(one, field), value));
  }
  return result;
}

function joined(before: unknown, value: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(value)) {
    return before.concat(value);
  }
  return isRecord(before) && isRecord(value) ? { ...before, ...value } : value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function addMounts(
  reader: DevcontainerReader,
  flags: FlagCollector,
  workspaceFolder: string,
): void {
  const { localWorkspaceFolder, localWorkspaceFolderBasename } = reader.variables;
  const workspaceMount = reader.text('workspaceMount');
  const workspaceNode = reader.node('workspaceFolder');
  const target = `/workspaces/${localWorkspaceFolderBasename}`;
  if (workspaceMount === undefined) {
    const fields = ['type=bind', `source=${localWorkspaceFolder}`, `target=${target}`];
    flags.add(['--mount', formatCsvFields(fields)], workspaceNode);
    if (workspaceNode && !`${workspaceFolder}/`.startsWith(`${target}/`)) {
      reader.report(
        'warning',
        workspaceNode,
        `Without a "workspaceMount" the folder is mounted at "${target}", and "${workspaceFolder}" is not in it.`,
      );
    }
  } else if (workspaceMount !== '') {
    flags.add(['--mount', workspaceMount], reader.node('workspaceMount'));
  }
  const mounts = reader.node('mounts');
  for (const node of mounts ? reader.items(mounts) : []) {
    const value = mountText(reader, node);
    if (value !== undefined) {
      flags.add(['--mount', value], node);
    }
  }
}

function mountText(reader: DevcontainerReader, node: Node): string | undefined {
  if (node.type !== 'object') {
    return reader.textOf(node, 'mounts');
  }
  return formatCsvFields(
    reader
      .entries(node, 'mounts')
      .map(([key, value]) =>
        value.type === 'boolean'
          ? `${key}=${String(value.value)}`
          : `${key}=${reader.textOf(value, `mounts.${key}`) ?? ''}`,
      ),
  );
}

function addPorts(reader: DevcontainerReader, flags: FlagCollector): void {
  const appPort = reader.node('appPort');
  for (const node of appPort ? reader.items(appPort) : []) {
    const value: unknown = getNodeValue(node);
    const text = typeof value === 'number' ? `${value}:${value}` : reader.textOf(node, 'appPort');
    if (text !== undefined) {
      flags.add(['--publish', text], node);
    }
  }
  const forwardPorts = reader.node('forwardPorts');
  for (const node of forwardPorts ? reader.items(forwardPorts) : []) {
    const value: unknown = getNodeValue(node);
    const port = /^(?:localhost:)?(\d+)$/.exec(String(value))?.[1];
    if (port === undefined) {
      reader.report(
        'warning',
        node,
        `Drydock publishes ports of this container only, so "${String(value)}" is not forwarded.`,
      );
      continue;
    }
    flags.add(['--publish', `127.0.0.1:${port}:${port}`], node);
    reader.report(
      'information',
      node,
      `Port ${port} is published on 127.0.0.1. A program that listens on the container's own localhost alone is not reached by it; let it listen on 0.0.0.0.`,
    );
  }
}
