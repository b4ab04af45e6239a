import { UserError } from '../base/errors';

/** What the adapter was started for. */
export type CommandLine =
  | { readonly kind: 'stdio' }
  | { readonly kind: 'server'; readonly port: number }
  | { readonly kind: 'pipe'; readonly path: string }
  | { readonly kind: 'help' };

/** What `--help` prints. */
export const help = `Drydock's debug adapter: debugs C, C++ and CUDA programs in containers with gdb.

  node debugAdapter.js                 serves one session over standard input and output
  node debugAdapter.js --server=PORT   serves sessions over TCP on 127.0.0.1, any number at once;
                                       with port 0 a free one is chosen. The port is printed.
  node debugAdapter.js --pipe=PATH     serves one session on a local socket

It speaks the Debug Adapter Protocol and needs nothing but Node and a container engine, which it
finds as the docker command does (DOCKER_HOST, contexts). DRYDOCK_ADAPTER_LOG names a file for its log.
`;

const largestPort = 65_535;

/** Reads the words after the adapter's own name. Throws a sentence that names the one that is wrong. */
export function readCommandLine(words: readonly string[]): CommandLine {
  if (words.some((word) => word === '--help' || word === '-h')) {
    return { kind: 'help' };
  }
  const [first, ...rest] = words;
  if (first === undefined) {
    return { kind: 'stdio' };
  }
  const [option = first, value = rest.shift()] = first.split(/=(.*)/s, 2);
  const wrong = option === '--server' || option === '--pipe' ? rest[0] : first;
  if (wrong !== undefined) {
    throw new UserError(`The option "${wrong}" is not known. "--help" tells which ones are.`);
  }
  return option === '--pipe' ? readPipe(value) : readServer(value);
}

function readPipe(path: string | undefined): CommandLine {
  if (!path) {
    throw new UserError(
      'The option "--pipe" takes the path of a local socket. Write it as "--pipe=/run/adapter.sock".',
    );
  }
  return { kind: 'pipe', path };
}

function readServer(port: string | undefined): CommandLine {
  if (port === undefined || !/^\d{1,5}$/.test(port) || Number(port) > largestPort) {
    throw new UserError(
      `The option "--server" takes a port from 0 to ${largestPort}${port === undefined ? '' : `, not "${port}"`}. Write it as "--server=4711".`,
    );
  }
  return { kind: 'server', port: Number(port) };
}
