import { once } from 'node:events';
import type { Disposable } from '../base/disposable';
import { splitFirstLine } from '../engine/firstLine';
import type { DebugContainer } from './debugContainer';

/**
 * The command that holds a terminal open for the program. It prints the terminal's name on the
 * first line and ends by itself when gdb (`gdbProcessId`) is gone, so that nothing stays behind.
 */
export function terminalHolder(
  gdbProcessId: number,
  gdbPath: string,
  echo: 'echo' | 'quiet',
): readonly string[] {
  return ['sh', '-c', holderScript, 'sh', String(gdbProcessId), gdbPath, echo];
}

/**
 * The holder must let go of the terminal as its controlling one (TIOCNOTTY, 0x5422), or the program
 * cannot take it: no Ctrl-C, no /dev/tty. sh cannot do that; perl and gdb's Python can. With sh alone
 * the program still reads and writes the terminal.
 */
const holderScript = `
trap '' INT QUIT HUP TSTP TTIN TTOU
[ "$3" = quiet ] && stty -echo -onlcr 2>/dev/null
if command -v perl >/dev/null 2>&1; then
  exec perl -e '
    $| = 1;
    my $tty = readlink("/proc/self/fd/0");
    ioctl(STDIN, 0x5422, 0);
    print "$tty\\n";
    while (-d "/proc/$ARGV[0]") { select(undef, undef, undef, 0.1); }
  ' "$1"
fi
if "$2" -nx -batch -ex 'python import fcntl' 2>&1 | grep . >/dev/null; then :; else
  exec "$2" -nx -q -batch -ex "python exec('''
import fcntl, os, time
tty = os.readlink('/proc/self/fd/0')
fcntl.ioctl(0, 0x5422)
os.write(1, (tty + chr(10)).encode())
while os.path.isdir('/proc/$1'): time.sleep(0.1)
''')"
fi
readlink /proc/self/fd/0
while [ -d "/proc/$1" ]; do
  sleep 0.1 2>/dev/null || sleep 1
done
`;

/** A terminal that the adapter reads and writes by itself. */
export interface OwnTerminal extends Disposable {
  /** The terminal's name in the container. */
  readonly tty: string;
  /** Resolves when the holder has ended and its output has been handed on. */
  readonly ended: Promise<void>;
  write(text: string): void;
}

/** Opens a terminal whose output goes to `onOutput`; undefined when the container cannot give one. */
export async function openOwnTerminal(
  { engine, id, user }: DebugContainer,
  argv: readonly string[],
  onOutput: (text: string) => void,
): Promise<OwnTerminal | undefined> {
  const process = await engine.exec(id, {
    argv,
    tty: true,
    stdin: true,
    size: { columns: 120, rows: 40 },
    ...(user && { user }),
  });
  const { firstLine, rest } = splitFirstLine(process.stdout);
  rest.setEncoding('utf8').on('data', onOutput);
  const delivered = once(rest, 'end');
  // Over when all output has been shown; how the holder ended is nobody's business.
  const ended = Promise.allSettled([process.exit, delivered]).then(() => undefined);
  const tty = await firstLine;
  if (!tty.startsWith('/dev/')) {
    process.dispose();
    return undefined;
  }
  return {
    tty,
    ended,
    write: (text) => process.stdin.write(text),
    dispose: () => process.dispose(),
  };
}
