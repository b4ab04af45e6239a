import type { ContainerSpec } from '../containerSpec';
import type { ImageDetails } from '../image';

/** Something about a specification that will hurt, the part of it that is meant, and a way out. */
export interface SpecFinding {
  readonly code: SpecFindingCode;
  /** `error`: the engine will refuse it, or the container cannot work. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly field: keyof ContainerSpec;
  /** Which entry of the field, where it is a list. */
  readonly index?: number;
  /** A full sentence that names the thing. */
  readonly message: string;
  readonly fix?: SpecFix;
}

type SpecFindingCode =
  | 'autoRemoveLosesState'
  | 'conflict'
  | 'debuggerDenied'
  | 'endsAtOnce'
  | 'gpuListSplit'
  | 'gpuNotAsked'
  | 'gpuUnavailable'
  | 'hostNetworkPorts'
  | 'invalidName'
  | 'memoryTooSmall'
  | 'mountSourceMissing'
  | 'mountTargetTwice'
  | 'nameTaken'
  | 'noCommand'
  | 'noImage'
  | 'noInit'
  | 'portInUse'
  | 'portTwice'
  | 'privileged'
  | 'ptraceDenied'
  | 'relativeMountSource'
  | 'relativeMountTarget'
  | 'rootOwnedFiles'
  | 'seccompFilters'
  | 'sharedMemoryTooSmall';

/** A change of a specification, with the words for its button. */
interface SpecFix {
  /** Such as `Run as 1000:1000`. */
  readonly title: string;
  readonly patch: SpecPatch;
}

/** New values for fields; undefined takes a field out. */
export type SpecPatch = { readonly [K in keyof ContainerSpec]?: ContainerSpec[K] | undefined };

/** What is known beside the specification. Whatever is not known finds nothing. */
export interface SpecFacts {
  readonly image?: Pick<ImageDetails, 'user' | 'entrypoint' | 'command' | 'env'>;
  /** Names of the engine's containers. */
  readonly names?: readonly string[];
  /** Ports of the engine's host that are taken. */
  readonly usedPorts?: readonly UsedPort[];
  /** Sources of mounts that do not exist on the engine's host. */
  readonly missingHostPaths?: readonly string[];
  /** The folder from which relative host paths are meant. */
  readonly cwd?: string;
  /** Whether the engine can give GPUs. */
  readonly gpus?: boolean;
  /**
   * `uid:gid` of the person, where files written through a bind mount keep the user of the
   * container: a native engine on Linux without user namespaces.
   */
  readonly hostUser?: string;
  /** `kernel.yama.ptrace_scope` of the engine's host; 0 also where it has no Yama. */
  readonly ptraceScope?: number;
}

/** A port of the engine's host, and who has it. */
export interface UsedPort {
  readonly hostIp?: string;
  readonly port: number;
  readonly protocol: string;
  /** Such as the name of a container. */
  readonly owner: string;
}

/** The specification with a fix's new values. */
export function applySpecPatch(spec: ContainerSpec, patch: SpecPatch): ContainerSpec {
  const patched: ContainerSpec = { ...spec };
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) {
      Reflect.deleteProperty(patched, field);
    } else {
      Reflect.set(patched, field, value);
    }
  }
  return patched;
}
