import process from 'node:process';
import { UserError } from '../../base/errors';
import { pipeTransportWords, readPipeCommand, type ExecTarget } from '../../domain/pipeCommand';
import type { Attributes } from './attributes';
import { hostPlatform } from '../start/hostPlatform';

/** What a `pipeTransport` of cppdbg says about where to debug. */
export interface PipeTarget {
  readonly container: ExecTarget['container'];
  readonly user?: string;
  readonly cwd?: string;
  readonly engine?: string;
  readonly gdbPath?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads container, user and gdb out of a `pipeTransport` that runs `docker exec`, however wrapped. */
export function readPipeTransport(given: Attributes): PipeTarget {
  const { words, gdbPath, env } = readFields(given);
  const command = readPipeCommand(words);
  if (command.kind !== 'exec') {
    throw new UserError(
      command.kind === 'unknown'
        ? `The attribute "pipeTransport" does not name a container: its "pipeArgs" must be those of "docker exec". Correct them, or set the attribute "container" instead.`
        : elsewhere(command.program),
    );
  }
  const engine = command.engine ?? env['DOCKER_HOST'] ?? env['DOCKER_CONTEXT'];
  const debuggerPath = gdbPath ?? command.gdbPath;
  return {
    container: command.container,
    ...(command.user !== undefined && { user: command.user }),
    ...(command.cwd !== undefined && { cwd: command.cwd }),
    ...(engine !== undefined && { engine }),
    ...(debuggerPath !== undefined && { gdbPath: debuggerPath }),
    environment: readVariables(command.env, env),
  };
}

interface Fields {
  readonly words: readonly string[];
  readonly gdbPath?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The block of the host's system (`windows`, `linux`, `osx`) wins over the fields beside it. */
function readFields(transport: Attributes): Fields {
  const platform = { win32: 'windows', darwin: 'osx', linux: 'linux', wsl: 'linux' } as const;
  const blocks = (['windows', 'linux', 'osx'] as const).map(
    (name) => [name, transport.part(name)] as const,
  );
  const own = blocks.find(([name]) => name === platform[hostPlatform()])?.[1];
  const layers = own ? [own, transport] : [transport];
  const first = <T>(read: (layer: Attributes) => T | undefined): T | undefined =>
    layers.map(read).find((value) => value !== undefined && value !== '');
  const args = first((layer) => nonEmpty(layer.textOrTexts('pipeArgs'))) ?? [];
  const quoted = first((layer) => layer.flag('quoteArgs')) ?? true;
  const program = first((layer) => layer.text('pipeProgram')) ?? 'docker';
  const gdbPath = first((layer) => layer.text('debuggerPath'));
  const env = first((layer) => layer.part('pipeEnv'));
  // Only said to cppdbg: the folder that the pipe's program is started in.
  first((layer) => layer.text('pipeCwd'));
  return {
    words: pipeTransportWords(program, args, quoted),
    ...(gdbPath !== undefined && { gdbPath }),
    env: Object.fromEntries(env?.names().map((name) => [name, env.text(name) ?? '']) ?? []),
  };
}

function readVariables(
  given: readonly string[],
  pipeEnv: Readonly<Record<string, string>>,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const variable of given) {
    const [name = '', value] = variable.split(/=(.*)/s, 2);
    const text = value ?? pipeEnv[name] ?? process.env[name];
    if (name !== '' && text !== undefined) {
      variables[name] = text;
    }
  }
  return variables;
}

function elsewhere(program: string): string {
  const start = `The attribute "pipeTransport" runs the debugger by "${program}"`;
  switch (program) {
    case 'kubectl':
    case 'oc':
      return `${start}, in a pod of a cluster. Drydock debugs in containers of an engine such as Docker or Podman.`;
    case 'ssh':
    case 'plink':
      return `${start}, on another machine and in no container there. Start gdbserver on it and set "miDebuggerServerAddress", or name a container of its engine ("engine": "ssh://user@host").`;
    case 'docker run':
    case 'docker compose run':
      return `${start}, which makes a new container for every session. Start one that stays, and set the attribute "container" to its name.`;
    default:
      return `${start}, which Drydock does not know as a way into a container. Set the attribute "container" to the container's name instead.`;
  }
}

function nonEmpty<T extends string | readonly string[]>(value: T): T | undefined {
  return value.length === 0 ? undefined : value;
}
