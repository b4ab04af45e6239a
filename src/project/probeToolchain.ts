import type { Toolchain } from '../domain/toolchain';
import { toolNames } from '../domain/toolchain';
import { parseToolchainProbe } from '../domain/toolchainProbe';
import type { ContainerEngine } from '../engine/containerEngine';
import { runInContainer } from '../engine/runInContainer';

/**
 * Finds out what a container has for building and debugging, with one exec of one POSIX script that
 * needs nothing but a shell.
 */
export async function probeToolchain(
  engine: ContainerEngine,
  container: string,
  options: { readonly user?: string },
  signal?: AbortSignal,
): Promise<Toolchain> {
  const { stdout } = await runInContainer(
    engine,
    container,
    {
      argv: ['sh', '-c', script, 'sh', ...toolNames],
      ...(options.user === undefined ? {} : { user: options.user }),
    },
    signal,
  );
  return parseToolchainProbe(stdout);
}

// Only builtins do the work, since an image may have no sed, head or grep. The version is the first
// line that holds a digit, except that nvcc and compute-sanitizer name theirs further down.
const script = String.raw`
say() { printf '%s\t%s\n' "$1" "$2"; }
for file in /etc/os-release /usr/lib/os-release; do
  [ -r "$file" ] || continue
  while IFS='=' read -r key value; do
    case $key in ID) say osId "$value" ;; PRETTY_NAME) say osName "$value" ;; esac
  done <"$file"
  break
done
say architecture "$(uname -m 2>/dev/null)"
while read -r key value more; do
  case $key in
    Uid:) say uid "$value" ;;
    Gid:) say gid "$value" ;;
    Seccomp:) say seccomp "$value" ;;
    CapEff:) say capEff "$value" ;;
  esac
done </proc/self/status
cpus=$(nproc 2>/dev/null) || cpus=
if [ -z "$cpus" ]; then
  cpus=0
  while read -r key more; do case $key in processor) cpus=$((cpus + 1)) ;; esac; done </proc/cpuinfo
fi
say cpus "$cpus"
if [ -r /sys/fs/cgroup/cpu.max ]; then
  IFS= read -r value </sys/fs/cgroup/cpu.max && say cpuMax "$value"
elif [ -r /sys/fs/cgroup/cpu/cpu.cfs_quota_us ]; then
  IFS= read -r quota </sys/fs/cgroup/cpu/cpu.cfs_quota_us
  IFS= read -r period </sys/fs/cgroup/cpu/cpu.cfs_period_us
  say cpuMax "$quota $period"
fi
for name in apt-get dnf microdnf yum apk zypper pacman; do
  command -v "$name" >/dev/null 2>&1 && say packages "$name"
done
for name in "$@"; do
  path=$(command -v "$name" 2>/dev/null) || continue
  case $path in /*) ;; *) continue ;; esac
  version=$("$path" --version 2>/dev/null </dev/null | {
    while IFS= read -r line; do
      case $name in nvcc | compute-sanitizer) case $line in *release*|Version*) ;; *) continue ;; esac ;; esac
      case $line in *[0-9]*) printf '%s' "$line"; break ;; esac
    done
    while IFS= read -r line; do :; done
  })
  printf 'tool\t%s\t%s\t%s\n' "$name" "$path" "$version"
done
if [ -e /dev/nvidiactl ] || [ -e /dev/dxg ]; then
  nvidia-smi -L 2>/dev/null | while IFS= read -r line; do say gpu "$line"; done
fi
exit 0
`;
