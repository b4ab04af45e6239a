import type { Redirection } from '../../gdb/programWords';

/** What the runner runs, and to whom it reports. */
interface RunnerInput {
  readonly guardId: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly redirections: readonly Redirection[];
  /** A person types into the terminal, or the adapter shows it by `output` events. */
  readonly echo: 'echo' | 'quiet';
}

/**
 * The command that runs a program on the terminal that it is started on, which it leads as a login
 * shell would, so that the keys of the terminal reach the program. It prints the terminal's name on
 * the first line, and tells the guard where the program is and how it has ended.
 */
export function programRunner({
  guardId,
  program,
  args,
  redirections,
  echo,
}: RunnerInput): readonly string[] {
  const file = (descriptor: number): readonly [path: string, mode: string] => {
    const given = redirections.find((each) => each.descriptor === descriptor);
    return [given?.path ?? '', given?.mode ?? ''];
  };
  const [input] = file(0);
  return [
    ...['sh', '-c', runnerScript, 'sh', String(guardId), echo, startScript],
    ...[input, ...file(1), ...file(2), program, ...args],
  ];
}

/**
 * The engine sets the size of a terminal when its first process runs already; the program waits for
 * it for a moment, where there is a `stty` to tell it (that of busybox fails while there is none). The
 * shell outlives the signals that the terminal sends to all on it, but does not ignore them, or the
 * program would. It lets go of descriptor 9 before it reports the end, or the guard, which may be told
 * to leave at once, would still find and kill it. A terminal of a person stays until the guard has
 * gone: what is shown in it last follows the session's end.
 */
const runnerScript = `
guard=$1 echo=$2 start=$3
shift 3
[ "$echo" = quiet ] && stty -echo -onlcr 2>/dev/null
exec 9>"/proc/$guard/fd/1" || exit 125
readlink /proc/self/fd/0
trap : HUP INT QUIT TERM PIPE USR1 USR2 ALRM
tries=0
while [ "$tries" -lt 20 ] && command -v stty >/dev/null 2>&1; do
  case $(stty size 2>/dev/null) in
  '' | '0 0') ;;
  *) break ;;
  esac
  tries=$((tries + 1))
  sleep 0.02 2>/dev/null
done
sh -c "$start" sh "$@"
code=$?
exec 9>&-
{ echo "exit $code" >"/proc/$guard/fd/1"; } 2>/dev/null
while [ "$echo" = echo ] && [ -d "/proc/$guard" ]; do
  sleep 0.1 2>/dev/null || sleep 1
done
exit "$code"
`;

/** Becomes the program, whose number it has told before. */
const startScript = `
echo "run $$ $PPID" >&9
input=$1 output=$2 mode=$3 errors=$4 errorMode=$5
shift 5
[ -z "$input" ] || exec <"$input"
case $output:$mode in
:) ;;
*:append) exec >>"$output" ;;
*) exec >"$output" ;;
esac
case $errors:$errorMode in
:) ;;
*:append) if [ "$errors" = "$output" ]; then exec 2>&1; else exec 2>>"$errors"; fi ;;
*) if [ "$errors" = "$output" ]; then exec 2>&1; else exec 2>"$errors"; fi ;;
esac
unset OLDPWD
exec 9>&-
exec "$@"
`;
