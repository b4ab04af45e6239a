import type { Readable } from 'node:stream';
import {
  argvOf,
  type Devcontainer,
  type LifecycleCommand,
  type SingleCommand,
} from '../domain/devcontainer/devcontainer';
import { substituteContainerEnv } from '../domain/devcontainer/devcontainerVariables';
import { LineSplitter } from '../domain/log/lineSplitter';
import type { ContainerEngine } from '../engine/containerEngine';
import type { ExecProcess } from '../engine/execOperations';
import { runStep } from './runStep';

/** How programs are started in a container that a `devcontainer.json` describes. */
export interface RemotePlace {
  readonly container: string;
  readonly cwd: string;
  readonly user?: string;
  /** `KEY=value`. */
  readonly env: readonly string[];
  /** Variables of the container that are taken away. */
  readonly unset: readonly string[];
  /** What `${containerEnv:…}` stands for, as `KEY=value`. */
  readonly containerEnv: readonly string[];
}

/** Where a command of the file tells what it does. */
export interface LifecycleSink {
  /** The words after `docker` that do the same by hand. */
  onCommand(words: readonly string[]): void;
  /** With plain line ends. */
  onOutput(text: string): void;
}

/** A command that ended with another exit code than 0. */
export interface FailedCommand {
  /** The name that the file gives to one of several. */
  readonly name?: string;
  readonly exitCode: number;
}

/** What a running container and its file say together. */
export async function remotePlaceOf(
  engine: ContainerEngine,
  container: string,
  { remoteUser, remoteEnv, workspaceFolder }: Devcontainer,
  signal?: AbortSignal,
): Promise<RemotePlace> {
  const { name, env: containerEnv } = await engine.inspectContainer(container, signal);
  const env: string[] = [];
  const unset: string[] = [];
  for (const [key, value] of Object.entries(remoteEnv)) {
    if (value === undefined) {
      unset.push(key);
    } else {
      env.push(`${key}=${substituteContainerEnv(value, containerEnv)}`);
    }
  }
  return {
    container: name,
    cwd: workspaceFolder,
    ...(remoteUser !== undefined && { user: remoteUser }),
    env,
    unset,
    containerEnv,
  };
}

/** The words that start a command without the variables that are taken away, which no exec can do. */
export function argvIn({ unset }: RemotePlace, words: readonly string[]): readonly string[] {
  return unset.length === 0 ? words : ['env', ...unset.flatMap((key) => ['-u', key]), ...words];
}

/** Runs a command of the file, several of one stage side by side, and resolves with those that failed. */
export async function runLifecycleCommand(
  engine: ContainerEngine,
  command: LifecycleCommand,
  place: RemotePlace,
  sink: LifecycleSink,
  signal?: AbortSignal,
): Promise<readonly FailedCommand[]> {
  if (command.kind !== 'parallel') {
    const exitCode = await run(engine, command, place, sink, signal);
    return exitCode === 0 ? [] : [{ exitCode }];
  }
  const results = await Promise.all(
    Object.entries(command.commands).map(async ([name, single]) => ({
      name,
      exitCode: await run(engine, single, place, sink, signal, name),
    })),
  );
  return results.filter(({ exitCode }) => exitCode !== 0);
}

async function run(
  engine: ContainerEngine,
  command: SingleCommand,
  place: RemotePlace,
  sink: LifecycleSink,
  signal: AbortSignal | undefined,
  name?: string,
): Promise<number> {
  const words = argvOf(command).map((word) => substituteContainerEnv(word, place.containerEnv));
  const argv = argvIn(place, words);
  sink.onCommand([
    'exec',
    ...(place.user === undefined ? [] : ['-u', place.user]),
    '-w',
    place.cwd,
    // Without their values, which may be secrets: the client takes them from its own environment.
    ...place.env.flatMap((entry) => ['-e', entry.slice(0, entry.indexOf('='))]),
    place.container,
    ...argv,
  ]);
  const { exitCode } = await runStep(
    engine,
    place.container,
    {
      argv,
      cwd: place.cwd,
      env: place.env,
      ...(place.user !== undefined && { user: place.user }),
    },
    (process) => show(process, sink, name),
    signal,
  );
  return exitCode;
}

async function show(
  { stdout, stderr }: ExecProcess,
  sink: LifecycleSink,
  name: string | undefined,
): Promise<void> {
  const copy = name === undefined ? copyText : copyLines(name);
  await Promise.all([copy(stdout, sink), copy(stderr, sink)]);
}

async function copyText(stream: Readable, sink: LifecycleSink): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    sink.onOutput(decoder.decode(bytes(chunk), { stream: true }));
  }
}

/** Whole lines, each with the name of its command, so that commands side by side can be told apart. */
function copyLines(name: string): (stream: Readable, sink: LifecycleSink) => Promise<void> {
  return async (stream, sink) => {
    const lines = new LineSplitter();
    const show = (line: string): void => sink.onOutput(`[${name}] ${line}\n`);
    for await (const chunk of stream) {
      lines.take(bytes(chunk)).forEach(show);
    }
    lines.end().forEach(show);
  };
}

function bytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}
