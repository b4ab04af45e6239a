import { CancelledError } from '../base/errors';
import type { ContainerEngine } from '../engine/containerEngine';
import type { ExecProcess, ExecRequest } from '../engine/execOperations';
import { runInContainer } from '../engine/runInContainer';
import { runStep } from './runStep';

/** A step of a build whose output is kept in the container, so that it can be found again. */
export interface KeptStep {
  /** Name or id. */
  readonly container: string;
  /** The folder in the container that holds its output, its leader's number and its exit code. */
  readonly keptContainerPath: string;
  readonly user?: string;
}

/** How many seconds a step goes on, or its outcome is kept, while nobody follows it. */
const patience = 60;

/** Puts a command under the keeper of {@link KeptStep}. `seconds` is its patience. */
export function keptRequest(
  { keptContainerPath }: Pick<KeptStep, 'keptContainerPath'>,
  request: ExecRequest,
  seconds = patience,
): ExecRequest {
  const argv = ['sh', '-c', keepScript, 'sh', keptContainerPath, String(seconds), ...request.argv];
  return { ...request, argv, stdin: true };
}

/** As {@link runStep}; the step goes on for a while when the connection to it is lost. */
export async function runKeptStep<T>(
  engine: ContainerEngine,
  kept: KeptStep,
  request: ExecRequest,
  read: (process: ExecProcess) => Promise<T>,
  signal?: AbortSignal,
): Promise<{ readonly exitCode: number; readonly value: T }> {
  return runStep(engine, kept.container, keptRequest(kept, request), read, signal);
}

/** Whether a step still runs, or has ended and waits to be heard. */
export async function isKept(
  engine: ContainerEngine,
  { container, keptContainerPath, user }: KeptStep,
  signal?: AbortSignal,
): Promise<boolean> {
  const { exitCode } = await runInContainer(
    engine,
    container,
    {
      argv: ['sh', '-c', '[ -d "$1" ]', 'sh', keptContainerPath],
      ...(user === undefined ? {} : { user }),
    },
    signal,
  );
  return exitCode === 0;
}

/**
 * Follows a step from its first line, as if it had been started here. When the signal fires, or has fired
 * before, the step itself is ended.
 */
export async function followKeptStep<T>(
  engine: ContainerEngine,
  { container, keptContainerPath, user }: KeptStep,
  read: (process: ExecProcess) => Promise<T>,
  signal?: AbortSignal,
): Promise<{ readonly exitCode: number; readonly value: T }> {
  const argv = ['sh', '-c', followScript, 'sh', keptContainerPath];
  const asUser = user === undefined ? {} : { user };
  try {
    return await runStep(engine, container, { argv, stdin: true, ...asUser }, read, signal);
  } catch (error) {
    if (error instanceof CancelledError) {
      // A follower that has not come so far leaves the step to whoever comes next.
      await runInContainer(engine, container, {
        argv: ['sh', '-c', endScript, 'sh', keptContainerPath],
        ...asUser,
      });
    }
    throw error;
  }
}

/**
 * Runs the command with its output both in a file and on the connection. A watcher sees the end of
 * stdin when the editor goes; it ends the group when no follower comes in time. What cannot be kept
 * (no place to write, no tee) runs as it would without a keeper.
 */
const keepScript = String.raw`
kept=$1 patience=$2
shift 2
{ command -v tee && (umask 077 && mkdir "$kept"); } >/dev/null 2>&1 || exec "$@" </dev/null
echo $$ >"$kept/leader"
# An ended follower is a missing one: its number says so.
followed() {
  read -r follower <"$kept/follower" && kill -s 0 "$follower"
} 2>/dev/null
exec 3<&0
(
  while read -r line; do :; done
  : >"$kept/alone"
  left=$patience
  while [ -d "$kept" ] && [ "$left" -gt 0 ]; do
    sleep 1
    if followed; then left=$patience; else left=$((left - 1)); fi
  done
  [ -d "$kept" ] || exit
  [ -e "$kept/exit" ] || {
    trap '' TERM
    kill -s TERM -- -$$
    sleep 3
    rm -rf "$kept"
    kill -s KILL -- -$$
  }
  rm -rf "$kept"
) <&3 >/dev/null 2>&1 &
watcher=$!
exec 3<&-
trap 'rm -rf "$kept"; exit 143' TERM INT
# coreutils' tee goes on when the connection is gone; others do not know the option.
ignore=-p
tee -p /dev/null </dev/null >/dev/null 2>&1 || ignore=
{
  "$@" </dev/null
  echo $? >"$kept/code"
} | tee $ignore "$kept/output"
read -r code <"$kept/code"
mv "$kept/code" "$kept/exit"
if [ ! -e "$kept/alone" ]; then
  kill "$watcher"
  rm -rf "$kept"
fi
exit "$code"
`;

const endGroup = String.raw`
  kill -s TERM -- "-$leader"
  tries=20
  while kill -s 0 "$leader" && [ "$tries" -gt 0 ]; do
    sleep 0.1
    tries=$((tries - 1))
  done
  kill -s KILL -- "-$leader"
  rm -rf "$kept"
`;

/** Ends a step that is still there. */
const endScript = String.raw`
kept=$1
{
  read -r leader <"$kept/leader" || exit 0
  ${endGroup}
} 2>/dev/null
exit 0
`;

/** Prints the file from its beginning until the step has ended, then answers with its exit code. */
const followScript = String.raw`
kept=$1
read -r leader <"$kept/leader" || exit 125
echo $$ >"$kept/follower"
tail -c +1 -f "$kept/output" &
tail=$!
end() {
  ${endGroup}
  kill "$tail"
  exit 143
} 2>/dev/null
trap end TERM INT
exec 3<&0
(
  while read -r line; do :; done
  kill -s KILL $$ "$tail"
) <&3 >/dev/null 2>&1 &
watcher=$!
exec 3<&-
while [ ! -e "$kept/exit" ] && kill -s 0 "$leader" 2>/dev/null; do
  sleep 0.2
done
read -r code <"$kept/exit" || code=137
# What was written last is on its way through tail, which may look but once a second.
size=$(($(wc -c <"$kept/output")))
all_read() {
  for place in "/proc/$tail/fdinfo/"*; do
    read -r _ position <"$place" && [ "$position" = "$size" ] && return
  done
  return 1
} 2>/dev/null
tries=100
until all_read || [ "$tries" -eq 0 ]; do
  sleep 0.1
  tries=$((tries - 1))
done
sleep 0.2
kill "$tail" "$watcher"
rm -rf "$kept"
exit "$code"
`;
