import { UserError } from '../base/errors';
import type { Attributes } from './attributes';

/** What a `pipeTransport` of cppdbg says about where to debug. */
export interface PipeTarget {
  readonly container: string;
  readonly user?: string;
  readonly cwd?: string;
  readonly engine?: string;
  readonly gdbPath?: string;
}

/** The options of `docker` and of `docker exec` that take a value. */
const optionsWithValue = new Set([
  ...['-u', '--user', '-w', '--workdir', '-e', '--env', '--env-file', '--detach-keys'],
  ...['-c', '--context', '-H', '--host', '--config', '-l', '--log-level'],
]);

/** Reads container, user and gdb out of a `pipeTransport` that runs `docker exec`. */
export function readPipeTransport(transport: Attributes): PipeTarget {
  const given = transport.textOrTexts('pipeArgs');
  const words = typeof given === 'string' ? splitWords(given) : given;
  const { options, names } = readOptions(words);
  const [command, container] = names;
  if (command !== 'exec' || container === undefined) {
    throw new UserError(
      'The attribute "pipeTransport" is understood when its "pipeArgs" are those of "docker exec" with a container. Set "container" instead.',
    );
  }
  const user = options.get('-u') ?? options.get('--user');
  const cwd = options.get('-w') ?? options.get('--workdir');
  const engine =
    options.get('-H') ?? options.get('--host') ?? options.get('-c') ?? options.get('--context');
  const gdbPath = transport.text('debuggerPath');
  return {
    container,
    ...(user !== undefined && { user }),
    ...(cwd !== undefined && { cwd }),
    ...(engine !== undefined && { engine }),
    ...(gdbPath !== undefined && { gdbPath }),
  };
}

/** Options may stand before `exec` and before the container; after that come the shell's words. */
function readOptions(words: readonly string[]): {
  readonly options: ReadonlyMap<string, string>;
  readonly names: readonly string[];
} {
  const options = new Map<string, string>();
  const names: string[] = [];
  for (let index = 0; index < words.length && names.length < 2; index += 1) {
    const word = words[index] ?? '';
    const [option = word, value] = word.split(/=(.*)/s, 2);
    if (!word.startsWith('-')) {
      names.push(word);
    } else if (value !== undefined) {
      options.set(option, value);
    } else if (optionsWithValue.has(word)) {
      index += 1;
      options.set(word, words[index] ?? '');
    }
  }
  return { options, names };
}

function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}
