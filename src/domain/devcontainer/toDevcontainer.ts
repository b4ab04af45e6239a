import type { ContainerSpec, Mount } from '../containerSpec';
import { formatGpuFlag } from '../gpuFlag';
import { applySpecPatch, type SpecPatch } from '../lint/specFinding';
import { formatMountFlag } from '../mountFlag';
import { formatPortFlag } from '../portFlag';
import { toDockerRun } from '../toDockerRun';

/** The properties of a `devcontainer.json` that make a container of a specification. */
type DevcontainerProperties = Readonly<Record<string, unknown>>;

/** A specification as the properties of a `devcontainer.json`, and what of it has no place there. */
export interface WrittenDevcontainer {
  readonly properties: DevcontainerProperties;
  /** As words of a `docker run` line. */
  readonly unsupported: readonly string[];
}

/** Every property that {@link toDevcontainer} may write: one that it leaves out is not to be in the file. */
export const writtenProperties = [
  'image',
  'workspaceMount',
  'workspaceFolder',
  'containerEnv',
  'containerUser',
  'mounts',
  'appPort',
  'init',
  'privileged',
  'capAdd',
  'securityOpt',
  'hostRequirements',
  'overrideCommand',
  'runArgs',
] as const;

/** Writes a specification; paths in the folder of the file become relative to it by a variable. */
export function toDevcontainer(spec: ContainerSpec, hostFolder: string): WrittenDevcontainer {
  const { env = [] } = spec;
  const fromFolder = (text: string): string => withFolderVariable(text, hostFolder);
  const { workspace, others } = splitMounts(spec.mounts ?? [], hostFolder);
  const plain = others.filter((mount) => mount.kind !== 'volumeFlag');
  const wantsAllGpus = spec.gpus?.length === 1 && spec.gpus.map(formatGpuFlag)[0] === 'all';
  const ownCommand = hasOwnCommand(spec);
  const runArgs = runArgsOf(
    applySpecPatch(spec, {
      ...ofTheFile,
      env: some(env.filter((entry) => !hasValue(entry))),
      mounts: others.filter((mount) => mount.kind === 'volumeFlag'),
      workdir:
        workspace === undefined || isIn(spec.workdir, workspace.target) ? undefined : spec.workdir,
      labels: ownLabels(spec.labels),
      ...(wantsAllGpus && { gpus: undefined }),
      ...(spec.init === true && { init: undefined }),
      ...(!ownCommand && { entrypoint: undefined, stopSignal: undefined }),
    }),
  ).map(fromFolder);
  const properties: Record<string, unknown> = {
    image: spec.image,
    ...(workspace ? workspaceOf(workspace, spec.workdir) : unmounted(spec.workdir)),
    containerEnv: some(Object.fromEntries(env.filter(hasValue).map(variableOf))),
    containerUser: spec.user,
    mounts: some(plain.map((mount) => fromFolder(formatMountFlag(mount)))),
    appPort: some((spec.ports ?? []).map(formatPortFlag)),
    init: spec.init === true ? true : undefined,
    privileged: spec.privileged,
    capAdd: some(spec.capAdd),
    securityOpt: some(spec.securityOpt),
    hostRequirements: wantsAllGpus ? { gpu: true } : undefined,
    overrideCommand: ownCommand ? false : undefined,
    runArgs: some(runArgs),
  };
  return {
    properties: Object.fromEntries(
      Object.entries(properties).filter(([, value]) => value !== undefined),
    ),
    unsupported: spec.command ?? [],
  };
}

/** What has a property of its own, and how the container is attached to, which the file leaves open. */
const ofTheFile: SpecPatch = {
  user: undefined,
  ports: undefined,
  privileged: undefined,
  capAdd: undefined,
  securityOpt: undefined,
  detach: undefined,
  attach: undefined,
  interactive: undefined,
  tty: undefined,
  command: undefined,
};

function runArgsOf(spec: ContainerSpec): string[] {
  return toDockerRun(spec).slice(2, -1);
}

/** Whether it runs something of its own, and not a shell that only waits. */
function hasOwnCommand({ entrypoint, command = [] }: ContainerSpec): boolean {
  return command.length > 0 || (entrypoint !== undefined && entrypoint !== '/bin/sh');
}

type FlagMount = Exclude<Mount, { kind: 'volumeFlag' }>;

/** The mount that shows the folder of the file, and the others. */
function splitMounts(
  mounts: readonly Mount[],
  hostFolder: string,
): { readonly workspace?: FlagMount; readonly others: readonly Mount[] } {
  const workspace = mounts.find((mount) => mount.source === hostFolder && isPlain(mount));
  if (!workspace) {
    return { others: mounts };
  }
  return {
    workspace:
      workspace.kind === 'volumeFlag'
        ? { kind: 'bind', source: hostFolder, target: workspace.target }
        : workspace,
    others: mounts.filter((mount) => mount !== workspace),
  };
}

function isPlain(mount: Mount): boolean {
  return mount.kind === 'bind' || (mount.kind === 'volumeFlag' && mount.options === undefined);
}

function workspaceOf(
  mount: FlagMount,
  workdir: string | undefined,
): { readonly workspaceMount: string; readonly workspaceFolder: string } {
  return {
    workspaceMount: formatMountFlag({ ...mount, source: folderVariable }),
    workspaceFolder: isIn(workdir, mount.target) ? (workdir ?? mount.target) : mount.target,
  };
}

/** Nothing shows the folder: it would be mounted if the file did not say otherwise. */
function unmounted(workdir: string | undefined): DevcontainerProperties {
  return { workspaceMount: '', workspaceFolder: workdir ?? '/' };
}

function isIn(path: string | undefined, folder: string): boolean {
  return path === undefined || `${path}/`.startsWith(`${folder.replace(/\/+$/, '')}/`);
}

const folderVariable = '${localWorkspaceFolder}';

/** Only whole names of folders: `/src/app` is not in `/src/app-2`. */
function withFolderVariable(text: string, hostFolder: string): string {
  const at = text.indexOf(hostFolder);
  const next = text.charAt(at + hostFolder.length);
  return at < 0 || !/^[\\/,:]?$/.test(next)
    ? text
    : text.slice(0, at) + folderVariable + text.slice(at + hostFolder.length);
}

/** A name alone takes the value from the environment of the client. */
function hasValue(entry: string): boolean {
  return entry.includes('=');
}

function variableOf(entry: string): [key: string, value: string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function ownLabels(labels: ContainerSpec['labels']): ContainerSpec['labels'] {
  return some(
    Object.fromEntries(
      Object.entries(labels ?? {}).filter(
        ([key]) => key !== 'drydock.workspaceFolder' && key !== 'drydock.devcontainer',
      ),
    ),
  );
}

/** Undefined for a list or an object with nothing in it. */
function some<T extends object>(value: T | undefined): T | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}
