/** Where a command that pipes a debugger leads, as cppdbg's `pipeTransport` has it. */
export type PipeCommand =
  | ExecTarget
  /** It leads somewhere that is no running container; `program` is what it starts. */
  | { readonly kind: 'elsewhere'; readonly program: string }
  | { readonly kind: 'unknown' };

/** `docker exec`, or `docker compose exec`, with what its options say. */
export interface ExecTarget {
  readonly kind: 'exec';
  /** A name or an id, or a service of a compose project. */
  readonly container: string | ComposeService;
  readonly user?: string;
  readonly cwd?: string;
  /** An address, or the name of a Docker context. */
  readonly engine?: string;
  /** `NAME=value`, or `NAME` for a variable of the host. */
  readonly env: readonly string[];
  /** Present when the command names the debugger itself. */
  readonly gdbPath?: string;
}

/** A service of Docker Compose, which runs in a container of its own. */
export interface ComposeService {
  readonly service: string;
  readonly project?: string;
}

/** The words of the command that cppdbg makes of a `pipeTransport`. */
export function pipeTransportWords(
  program: string,
  args: string | readonly string[],
  quoted: boolean,
): readonly string[] {
  if (typeof args === 'string') {
    return [program, ...splitWords(args)];
  }
  // Without quotes cppdbg only joins the list, so that an entry may hold several words.
  return [program, ...(quoted && args.length !== 1 ? args : splitJoined(args))];
}

/** Reads the words of a command: through `sudo`, shells and `ssh` to what starts the debugger. */
export function readPipeCommand(words: readonly string[]): PipeCommand {
  const [first, ...rest] = words;
  if (first === undefined) {
    return { kind: 'unknown' };
  }
  const program = programName(first);
  if (wrappers.has(program)) {
    return readPipeCommand(afterOptions(rest, wrappers.get(program) ?? ''));
  }
  if (shells.has(program)) {
    const script = rest[rest.findIndex((word) => shellScriptOption.test(word)) + 1];
    return script === undefined ? { kind: 'unknown' } : readPipeCommand(splitWords(script));
  }
  if (program === 'ssh') {
    return readSsh(rest);
  }
  if (clients.has(program)) {
    return readClient(rest);
  }
  if (program === 'docker-compose' || program === 'podman-compose') {
    return readCompose(rest, new Options());
  }
  return { kind: 'elsewhere', program };
}

/** `-c docker exec …` is two words, although nothing is quoted in the second. */
function splitJoined(args: readonly string[]): readonly string[] {
  const script = args.findIndex((arg) => shellScriptOption.test(arg));
  const option = args[script];
  return option === undefined
    ? splitWords(args.join(' '))
    : [...args.slice(0, script), option, args.slice(script + 1).join(' ')];
}

/** Splits at blanks as a shell does; quotes keep words together. */
export function splitWords(text: string): readonly string[] {
  const pieces = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
  return [...text.matchAll(pieces)].map(([word]) =>
    word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, escaped, double, single) =>
      String(escaped ?? single ?? String(double).replace(/\\(["\\$`])/g, '$1')),
    ),
  );
}

const clients: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl']);
const shells: ReadonlySet<string> = new Set([
  ...['sh', 'bash', 'zsh', 'dash', 'cmd', 'powershell', 'pwsh'],
]);
const shellScriptOption = /^(-[a-z]*c|\/c|-command)$/i;

/** Programs that start another one, with those of their options that take a value. */
const wrappers: ReadonlyMap<string, string> = new Map([
  ['sudo', 'CDghpRrTtUu'],
  ['doas', 'Cu'],
  ['env', 'uCS'],
  ['wsl', 'du'],
  ['stdbuf', 'ioe'],
  ['exec', 'a'],
]);

/** Options of docker, and of its subcommands, that take a value; by their short forms as well. */
const valued: ReadonlySet<string> = new Set([
  ...['H', 'host', 'c', 'context', 'config', 'l', 'log-level', 'tlscacert', 'tlscert', 'tlskey'],
  ...['u', 'user', 'w', 'workdir', 'e', 'env', 'env-file', 'detach-keys', 'index'],
  ...['f', 'file', 'p', 'project-name', 'project-directory', 'profile', 'url', 'connection'],
]);

function readClient(words: readonly string[]): PipeCommand {
  const options = new Options();
  let rest = options.take(words);
  if (rest[0] === 'container') {
    rest = rest.slice(1);
  }
  const [command, ...more] = rest;
  if (command === 'compose') {
    return readCompose(more, options);
  }
  if (command !== 'exec') {
    return { kind: 'elsewhere', program: `docker ${command ?? ''}`.trim() };
  }
  const [name, ...started] = options.take(more);
  return name === undefined ? { kind: 'unknown' } : target(name, options, started);
}

function readCompose(words: readonly string[], outer: Options): PipeCommand {
  const options = new Options();
  const [command, ...rest] = options.take(words);
  if (command !== 'exec') {
    return { kind: 'elsewhere', program: `docker compose ${command ?? ''}`.trim() };
  }
  const project = options.value('p', 'project-name');
  const [service, ...started] = options.take(rest);
  if (service === undefined) {
    return { kind: 'unknown' };
  }
  const container = { service, ...(project !== undefined && { project }) };
  const engine = engineOf(outer);
  return { ...target(container, options, started), ...(engine !== undefined && { engine }) };
}

function target(
  container: ExecTarget['container'],
  options: Options,
  started: readonly string[],
): ExecTarget {
  const user = options.value('u', 'user');
  const cwd = options.value('w', 'workdir');
  const engine = engineOf(options);
  const [gdbPath] = started;
  return {
    kind: 'exec',
    container,
    ...(user !== undefined && { user }),
    ...(cwd !== undefined && { cwd }),
    ...(engine !== undefined && { engine }),
    env: options.values('e', 'env'),
    ...(gdbPath !== undefined && programName(gdbPath).endsWith('gdb') && { gdbPath }),
  };
}

/** `docker compose` has a `-c` of its own, so only the client's own options are asked. */
function engineOf(options: Options): string | undefined {
  return options.value('H', 'host') ?? options.value('c', 'context') ?? options.value('url');
}

/** A docker on another machine is an engine that ssh reaches. */
function readSsh(words: readonly string[]): PipeCommand {
  const options = new Options(new Set('BbcDEeFIiJLlmOopQRSWw'.split('')));
  const [host, ...command] = options.take(words);
  if (host === undefined) {
    return { kind: 'elsewhere', program: 'ssh' };
  }
  const remote = readPipeCommand(splitWords(command.join(' ')));
  if (remote.kind !== 'exec' || remote.engine !== undefined) {
    return { kind: 'elsewhere', program: 'ssh' };
  }
  const login = options.value('l');
  const port = options.value('p');
  const place = login === undefined ? host : `${login}@${host}`;
  return { ...remote, engine: `ssh://${place}${port === undefined ? '' : `:${port}`}` };
}

/** Skips the options, and settings of variables, before the program that a wrapper starts. */
function afterOptions(words: readonly string[], withValue: string): readonly string[] {
  const rest = new Options(new Set(withValue.split(''))).take(words);
  return rest.slice(rest.findIndex((word) => !/^\w+=/.test(word)));
}

/** `/usr/bin/docker` and `C:\…\docker.exe` are `docker`. */
function programName(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
}

/** Options that stand before a word that is none. */
class Options {
  private readonly found: { readonly name: string; readonly value: string }[] = [];

  constructor(private readonly withValue: ReadonlySet<string> = valued) {}

  /** Reads options off the beginning, and returns what follows them. */
  take(words: readonly string[]): readonly string[] {
    let index = 0;
    for (; index < words.length; index += 1) {
      const word = words[index] ?? '';
      if (word === '--') {
        return words.slice(index + 1);
      }
      if (!/^-./.test(word)) {
        break;
      }
      index += word.startsWith('--')
        ? this.long(word.slice(2), words[index + 1])
        : this.short(word.slice(1), words[index + 1]);
    }
    return words.slice(index);
  }

  /** The last value of an option, by any of its names. */
  value(...names: readonly string[]): string | undefined {
    return this.values(...names).at(-1);
  }

  values(...names: readonly string[]): readonly string[] {
    return this.found.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  }

  /** Returns how many of the following words belong to the option. */
  private long(text: string, next = ''): number {
    const [name = '', value] = text.split(/=(.*)/s, 2);
    if (value !== undefined || !this.withValue.has(name)) {
      this.found.push({ name, value: value ?? '' });
      return 0;
    }
    this.found.push({ name, value: next });
    return 1;
  }

  /** `-itu root`, `-uroot`: letters without a value may stand before one with a value. */
  private short(text: string, next = ''): number {
    const at = text.split('').findIndex((letter) => this.withValue.has(letter));
    if (at < 0) {
      return 0;
    }
    const attached = text.slice(at + 1).replace(/^=/, '');
    this.found.push({ name: text.charAt(at), value: attached === '' ? next : attached });
    return attached === '' ? 1 : 0;
  }
}
