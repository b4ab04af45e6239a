import type { ContainerSpec } from '../containerSpec';

/** What a `devcontainer.json` says, with its variables filled in. */
export interface Devcontainer {
  /** What people call it; not the name of the container. */
  readonly name?: string;
  readonly source: DevcontainerSource;
  /** Its image is empty while it has to be built. Of a Compose service only what Compose leaves open. */
  readonly spec: ContainerSpec;
  readonly gpu: GpuNeed;
  /** The folder in the container that is worked in. */
  readonly workspaceFolder: string;
  /** Who builds, debugs and runs the commands; absent: the container's own user. */
  readonly remoteUser?: string;
  /** Variables of what is started in the container; `undefined` takes one away. */
  readonly remoteEnv: Readonly<Record<string, string | undefined>>;
  readonly commands: Readonly<Partial<Record<LifecycleStage, LifecycleCommand>>>;
}

/** What the container is made from. Paths are as they stand in the file, relative to its folder. */
export type DevcontainerSource =
  | { readonly kind: 'image'; readonly image: string }
  | ({ readonly kind: 'build' } & DevcontainerBuild)
  | {
      readonly kind: 'compose';
      readonly files: readonly string[];
      readonly service: string;
      /** Started beside the service; absent: all of them. */
      readonly runServices?: readonly string[];
    };

interface DevcontainerBuild {
  readonly dockerfile: string;
  readonly context: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly cacheFrom: readonly string[];
}

/** Whether the container needs a GPU, can do with one, or has no use for it. */
export type GpuNeed = 'none' | 'optional' | 'required';

/** When a command of the file is run, in this order. */
export const lifecycleStages = [
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
] as const;

export type LifecycleStage = (typeof lifecycleStages)[number];

/** A line for a shell, or the words of a command. */
export type SingleCommand =
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'argv'; readonly argv: readonly string[] };

export type LifecycleCommand =
  | SingleCommand
  | {
      readonly kind: 'parallel';
      /** By the names that the file gives them. */
      readonly commands: Readonly<Record<string, SingleCommand>>;
    };

/** The label of a container whose value is the `devcontainer.json` that it was made from, relative to its folder. */
export const devcontainerFileLabel = 'drydock.devcontainer';

/** The words of a command, as an exec takes them. */
export function argvOf(command: SingleCommand): readonly string[] {
  return command.kind === 'shell' ? ['/bin/sh', '-c', command.line] : command.argv;
}
