import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Disposable } from '../../base/disposable';
import type { OpenTerminalBody } from '../../domain/launchConfiguration';
import type { ExecProcess } from '../../engine/execOperations';
import { splitFirstLine } from '../../engine/firstLine';
import type { DebugContainer } from '../start/debugContainer';

/**
 * The command that holds a terminal open for the program. It prints the terminal's name on the
 * first line and ends by itself when gdb (`gdbProcessId`) is gone, so that nothing stays behind. After
 * a SIGUSR1 it stays while a process has the terminal open: the debugger has let go of its program.
 */
export function terminalHolder(
  gdbProcessId: number,
  gdbPath: string,
  echo: 'echo' | 'quiet',
): readonly string[] {
  return ['sh', '-c', holderScript, 'sh', String(gdbProcessId), gdbPath, echo];
}

/**
 * The holder in perl. Where gdb has no number yet, it comes as the first line of the terminal: before that
 * the holder says that it waits, and nobody else knows the terminal. It does not wait for ever, since
 * whoever started it may have gone.
 */
export const perlHolder = `
    $| = 1;
    my ($gdb, $tty, $keep) = ($ARGV[0], readlink("/proc/self/fd/0"), 0);
    $SIG{USR1} = sub { $keep = 1 };
    ioctl(STDIN, 0x5422, 0);
    if (not $gdb) {
      print "waiting\\n";
      vec(my $input = "", 0, 1) = 1;
      select($input, undef, undef, 20) > 0 and sysread(STDIN, $gdb, 20) or exit;
      $gdb =~ s/^(\\d+)\\n$/$1/ or exit;
    }
    print "$tty $$\\n";
    sub used {
      grep { !m{^/proc/$$/} and (readlink($_) || "") eq $tty } glob("/proc/[0-9]*/fd/[012]");
    }
    while (-d "/proc/$gdb" or $keep && used()) { select(undef, undef, undef, 0.1); }
  `;

/**
 * The holder must let go of the terminal as its controlling one (TIOCNOTTY, 0x5422), or the program
 * cannot take it: no Ctrl-C, no /dev/tty. sh cannot do that; perl and gdb's Python can. With sh alone
 * the program reads and writes the terminal, which says so on its first line ("shared"), and the
 * signals that the terminal sends for keys and for a new size are passed on to what gdb traces.
 */
const holderScript = `
trap '' INT QUIT HUP TSTP TTIN TTOU
[ "$3" = quiet ] && stty -echo -onlcr 2>/dev/null
if command -v perl >/dev/null 2>&1; then
  exec perl -e '${perlHolder}' "$1"
fi
if "$2" -nx -batch -ex 'python import fcntl' 2>&1 | grep . >/dev/null; then :; else
  exec "$2" -nx -q -batch -ex "python exec('''
import fcntl, glob, os, signal, time
tty = os.readlink('/proc/self/fd/0')
keep = []
signal.signal(signal.SIGUSR1, lambda *_: keep.append(1))
fcntl.ioctl(0, 0x5422)
own = '/proc/%d/' % os.getpid()
def names(file):
    try: return os.readlink(file) == tty and not file.startswith(own)
    except OSError: return False
def used(): return any(map(names, glob.glob('/proc/[0-9]*/fd/[012]')))
os.write(1, ('%s %d' % (tty, os.getpid()) + chr(10)).encode())
while os.path.isdir('/proc/$1') or keep and used(): time.sleep(0.1)
''')"
fi
pass() {
  for status in /proc/[0-9]*/status; do
    while read -r key value; do
      if [ "$key" = TracerPid: ]; then
        if [ "$value" = "$gdb" ]; then
          status=\${status#/proc/}
          kill -s "$1" -- "-\${status%/status}" || kill -s "$1" "\${status%/status}"
        fi
        break
      fi
    done <"$status"
  done 2>/dev/null
}
gdb=$1
trap 'pass INT' INT
trap 'pass QUIT' QUIT
trap 'pass TSTP' TSTP
trap 'pass WINCH' WINCH
keep=
trap 'keep=keep' USR1
used() {
  for file in /proc/[0-9]*/fd/[012]; do
    case $file in
    /proc/$$/*) ;;
    *) [ "$file" -ef /proc/$$/fd/0 ] && return ;;
    esac
  done
  return 1
}
echo "$(readlink /proc/self/fd/0) $$ shared"
while [ -d "/proc/$gdb" ] || { [ -n "$keep" ] && used; }; do
  (
    exec </dev/null >/dev/null 2>&1
    trap '' INT QUIT TSTP
    sleep 0.1 2>/dev/null || sleep 1
  )
done
`;

/** A terminal of the container, as its holder announced it. */
export interface AnnouncedTerminal {
  /** The terminal's name in the container. */
  readonly tty: string;
  /** Who holds it open; undefined when that is the program's own runner. */
  readonly holderId?: number;
  /** The program can make it its controlling terminal. */
  readonly controllable: boolean;
}

/** Reads the first line of {@link terminalHolder}; undefined when it names no terminal. */
export function readAnnouncedTerminal(line: string): AnnouncedTerminal | undefined {
  const match = /^(\/dev\/\S+)(?: (\d+))?( shared)?\s*$/.exec(line);
  return match?.[1] === undefined
    ? undefined
    : {
        tty: match[1],
        controllable: match[3] === undefined,
        ...(match[2] !== undefined && { holderId: Number(match[2]) }),
      };
}

/** What is started on a terminal. */
export type TerminalCommand = Pick<OpenTerminalBody, 'argv' | 'env' | 'cwd'>;

/** Takes a piece of output; a promise holds the source back until it settles. */
export type OutputSink = (text: string) => Promise<unknown> | undefined;

/** A terminal that the adapter reads and writes by itself. */
export interface OwnTerminal extends AnnouncedTerminal, Disposable {
  /** Resolves when the holder has ended and its output has been handed on. */
  readonly ended: Promise<void>;
  write(text: string): void;
}

/** Opens a terminal whose output goes to `onOutput`; undefined when the container cannot give one. */
export async function openOwnTerminal(
  { engine, id, user }: DebugContainer,
  command: TerminalCommand,
  onOutput: OutputSink,
): Promise<OwnTerminal | undefined> {
  const process = await engine.exec(id, {
    ...command,
    tty: true,
    stdin: true,
    size: { columns: 120, rows: 40 },
    ...(user && { user }),
  });
  return readOwnTerminal(process, process.stdout, onOutput);
}

/** Waits until the holder has announced its terminal, and has its output shown. */
export async function readOwnTerminal(
  process: ExecProcess,
  output: Readable,
  onOutput: OutputSink,
): Promise<OwnTerminal | undefined> {
  const { firstLine, rest } = splitFirstLine(output);
  rest.setEncoding('utf8').on('data', (text: string) => {
    const held = onOutput(text);
    if (held) {
      rest.pause();
      void held.finally(() => rest.resume());
    }
  });
  const delivered = once(rest, 'end');
  // Over when all output has been shown; how the holder ended is nobody's business.
  const ended = Promise.allSettled([process.exit, delivered]).then(() => undefined);
  const announced = readAnnouncedTerminal(await firstLine);
  if (!announced) {
    process.dispose();
    return undefined;
  }
  return {
    ...announced,
    ended,
    write: (text) => process.stdin.write(text),
    dispose: () => process.dispose(),
  };
}
