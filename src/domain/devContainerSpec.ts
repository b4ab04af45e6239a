import { workspaceFolderLabel, type ContainerMount } from './container';
import { containerNameFor } from './containerName';
import type { ContainerSpec, Mount } from './containerSpec';
import type { SpecDraft } from './dockerRunFlag';
import { freeName } from './freeName';
import { isAbsoluteHostPath } from './hostPaths';
import { parseImageReference } from './imageReference';
import { lintDevContainer, type Remark } from './lintDevContainer';
import { createPathMap, type HostPlatform } from './pathMap';

/** Where a dev container that Drydock defines shows the workspace folder. */
const defaultContainerFolder = '/workspace';

/** What a dev container is made from. */
export interface DevContainerDefaults {
  readonly hostFolder: string;
  /** Gives the container its name. */
  readonly folderName: string;
  readonly image: string;
  /** All GPUs; only where the engine can give them. */
  readonly gpus: boolean;
}

/** A pasted line made fit to be the dev container of a folder. */
export interface AdoptedSpec {
  readonly spec: ContainerSpec;
  readonly remarks: readonly Remark[];
}

/**
 * The container that a C++ developer wants for a folder: the folder at `/workspace`, debuggers
 * allowed, zombies reaped, and alive until it is stopped.
 */
export function defaultDevContainerSpec(defaults: DevContainerDefaults): ContainerSpec {
  const { hostFolder, folderName, image, gpus } = defaults;
  return keepAlive({
    image,
    name: containerNameFor(folderName),
    // An interactive shell on an open terminal waits for ever in any image that can build. The
    // image's own entry point may end at once, and `sleep infinity` is not in every image.
    entrypoint: '/bin/sh',
    init: true,
    // Interactive shells ignore SIGTERM, so that stopping would take ten seconds; they obey this.
    stopSignal: 'SIGHUP',
    ...(gpus && { gpus: [{ count: -1 }] }),
    capAdd: ['SYS_PTRACE'],
    securityOpt: ['seccomp=unconfined'],
    mounts: [{ kind: 'bind', source: hostFolder, target: defaultContainerFolder }],
    workdir: defaultContainerFolder,
    labels: { [workspaceFolderLabel]: hostFolder },
  });
}

/**
 * A container of another image that builds the same folder beside its dev container. It does not bear the
 * folder's label, or it might be taken for the dev container.
 */
export function besideContainerSpec(
  defaults: DevContainerDefaults,
  takenNames: readonly string[],
): ContainerSpec {
  const { repository, tag } = parseImageReference(defaults.image);
  const short = repository.slice(repository.lastIndexOf('/') + 1);
  const ofImage = tag === undefined || tag === 'latest' ? short : `${short}-${tag}`;
  const name = freeName(containerNameFor(`${defaults.folderName}-${ofImage}`), takenNames);
  return { ...defaultDevContainerSpec(defaults), name, labels: {} };
}

/**
 * Makes the container of a pasted line the dev container of a folder: what the line says stays, the
 * label is added, it is kept alive, and a mount whose source is missing becomes an error.
 */
export function adoptForFolder(
  spec: ContainerSpec,
  hostFolder: string,
  platform: HostPlatform,
): AdoptedSpec {
  const adopted: ContainerSpec = {
    ...keepAlive(requireMountSources(spec)),
    labels: { ...spec.labels, [workspaceFolderLabel]: hostFolder },
  };
  const containerFolder = createPathMap((spec.mounts ?? []).map(reportedMount), {
    platform,
  }).toContainer(hostFolder);
  const unmounted: Remark = {
    severity: 'warning',
    message: `The line does not mount the folder "${hostFolder}", so it cannot be built in the container; add -v "${hostFolder}:${defaultContainerFolder}".`,
  };
  return {
    spec: adopted,
    remarks: [...(containerFolder === undefined ? [unmounted] : []), ...lintDevContainer(spec)],
  };
}

/** Detached, with a terminal that stays open without a client, so that a shell in it stays alive. */
function keepAlive(spec: ContainerSpec): ContainerSpec {
  const alive: SpecDraft = { ...spec, detach: true, interactive: true, tty: true };
  delete alive.attach;
  return alive;
}

/**
 * `-v` of a path that does not exist makes an empty directory that belongs to root; `--mount`
 * refuses it. SELinux labels (`z`) exist only for `-v`.
 */
function requireMountSources(spec: ContainerSpec): ContainerSpec {
  return spec.mounts ? { ...spec, mounts: spec.mounts.map(strictMount) } : spec;
}

function strictMount(mount: Mount): Mount {
  if (
    mount.kind !== 'volumeFlag' ||
    mount.source === undefined ||
    !isAbsoluteHostPath(mount.source)
  ) {
    return mount;
  }
  const options = mount.options?.split(',') ?? [];
  const known = /^(?:ro|rw|r?(?:private|shared|slave)|consistent|cached|delegated)$/;
  if (!options.every((option) => known.test(option))) {
    return mount;
  }
  const propagation = options.find((option) => /^r?(?:private|shared|slave)$/.test(option));
  const consistency = consistencies.find((candidate) => options.includes(candidate));
  return {
    kind: 'bind',
    source: mount.source,
    target: mount.target,
    ...(options.includes('ro') && { readOnly: true }),
    ...(propagation !== undefined && { bindPropagation: propagation }),
    ...(consistency !== undefined && { consistency }),
  };
}

const consistencies = ['consistent', 'cached', 'delegated'] as const;

/** The mount as the engine will report it. */
function reportedMount(mount: Mount): ContainerMount {
  const source = mount.source ?? '';
  const isBind =
    mount.kind === 'bind' || (mount.kind === 'volumeFlag' && isAbsoluteHostPath(source));
  return {
    type: isBind ? 'bind' : 'volume',
    source,
    destination: mount.target,
    writable: true,
  };
}
