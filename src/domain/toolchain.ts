/** What a container has for building and debugging, as one probe found it. */
export interface Toolchain {
  readonly os: OsRelease;
  /** As `uname -m` says it, such as `x86_64`. */
  readonly architecture: string;
  readonly uid: number;
  readonly gid: number;
  /** Processors that a build may keep busy: the container's quota, rounded up, or what it sees. */
  readonly cpus: number;
  readonly tools: Readonly<Partial<Record<ToolName, Tool>>>;
  /** What is needed to build and debug and is not there. */
  readonly missing: readonly MissingTool[];
  /** Installs everything in {@link missing}; absent when nothing is, or no package manager is known. */
  readonly installCommand?: string;
  /** What installs packages, such as `apt-get`; absent when none is known. */
  readonly packageManager?: string;
  /** As `nvidia-smi -L` lists them. */
  readonly gpus: readonly string[];
  /** The capability SYS_PTRACE is in effect, so gdb can attach to processes of other users. */
  readonly sysPtrace: boolean;
  /** A seccomp filter is in force; gdb then cannot switch address randomisation off. */
  readonly seccomp: boolean;
}

interface OsRelease {
  /** `ID` of os-release, such as `debian`; empty when the image has none. */
  readonly id: string;
  /** Such as `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
}

/** A program that the probe looks for. */
export type ToolName = (typeof toolNames)[number];

export interface Tool {
  readonly containerPath: string;
  /** Such as `3.25.1`; absent when the program did not say. */
  readonly version?: string;
}

export interface MissingTool {
  /** Such as `cmake`, or `g++` for any C++ compiler. */
  readonly name: string;
  /** What it is needed for, as the end of "needed to …". */
  readonly purpose: string;
  /** Such as `apt-get update && apt-get install -y cmake`. */
  readonly installCommand?: string;
}

/** The programs that the probe looks for, by the name under which they are started. */
export const toolNames = [
  'cmake',
  'ctest',
  'ninja',
  'ninja-build',
  'make',
  'gcc',
  'g++',
  'clang',
  'clang++',
  'clangd',
  'gdb',
  'gdbserver',
  'cuda-gdb',
  'nvcc',
  'compute-sanitizer',
  'ccache',
  'sccache',
  'gcov',
  'lcov',
  'gcovr',
  'rsync',
  'tar',
  'bash',
  'python3',
] as const;

/** Whether a version such as `3.18.4` is at least `minimum`, such as `3.14`. */
export function isAtLeast(version: string | undefined, minimum: string): boolean {
  const have = (version ?? '').split('.').map(Number);
  for (const [i, wanted] of minimum.split('.').map(Number).entries()) {
    const difference = (have[i] ?? 0) - wanted;
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}
