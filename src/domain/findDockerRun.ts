import type { ShellWord } from './shellWords';

/** The one command of a pasted text that creates a container. */
export interface FoundDockerRun {
  /** What follows `run` or `create`. */
  readonly words: readonly ShellWord[];
  /** Such as `docker` or `podman`. */
  readonly program: string;
  readonly verb: 'run' | 'create';
  readonly notes: readonly string[];
}

/** The command that was found, and the others of the text. */
interface FoundCommand extends FoundDockerRun {
  readonly others: readonly (readonly ShellWord[])[];
}

const programs = ['docker', 'podman', 'nerdctl', 'nvidia-docker'];

/** Words before a program that change nothing of what it does here. */
const wrappers = ['sudo', 'winpty', 'command', 'exec', 'time', 'env', 'doas'];

/** Flags of `sudo` and of the programs themselves that take a value as the next word. */
const valued = new Set(
  '-u --user -g --group -H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey --connection --url --root --namespace -n --address -a'.split(
    ' ',
  ),
);

/** Finds the `docker run` among the commands of a text; undefined when there is none. */
export function findDockerRun(
  commands: readonly (readonly ShellWord[])[],
): FoundCommand | undefined {
  for (const command of commands) {
    const found = readCommand(command);
    if (found) {
      return { ...found, others: commands.filter((other) => other !== command) };
    }
  }
  return undefined;
}

function readCommand(line: readonly ShellWord[]): FoundDockerRun | undefined {
  const command = line.map(({ text }) => text);
  const notes: string[] = [];
  let at = 0;
  const skipFlags = (): string[] => {
    const from = at;
    while (command[at]?.startsWith('-')) {
      at += valued.has(command[at] ?? '') ? 2 : 1;
    }
    return command.slice(from, at);
  };
  for (let word = command[at]; word !== undefined; word = command[at]) {
    if (/^[A-Za-z_]\w*=/.test(word)) {
      notes.push(`"${word}" before the command is not used: Drydock asks its own engine.`);
      at += 1;
    } else if (wrappers.includes(word)) {
      at += 1;
      skipFlags();
    } else {
      break;
    }
  }
  const program = (command[at] ?? '').replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  if (!programs.includes(program)) {
    return undefined;
  }
  at += 1;
  const flags = skipFlags();
  if (flags.length > 0) {
    notes.push(`"${flags.join(' ')}" is not used: Drydock asks its own engine.`);
  }
  if (command[at] === 'container') {
    at += 1;
  }
  const verb = command[at];
  if (verb !== 'run' && verb !== 'create') {
    return undefined;
  }
  if (program === 'podman' || program === 'nerdctl') {
    notes.push(`The line is for ${program}; its flags are read as those of docker.`);
  }
  return { words: line.slice(at + 1), program, verb, notes };
}
