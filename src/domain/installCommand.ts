/** How a distribution names and installs what Drydock needs. */
export interface PackageManager {
  /** Before the packages' names. */
  readonly command: string;
  readonly packages: Readonly<Record<'g++' | 'cmake' | 'ninja' | 'gdb' | 'ccache', string>>;
}

/**
 * The command that installs what is missing, for the package manager that the image has; undefined
 * when there is nothing to install, or when the package manager is not known.
 */
export function installCommand(
  managerName: string | undefined,
  wanted: readonly (keyof PackageManager['packages'])[],
): string | undefined {
  const manager = managers[managerName ?? ''];
  if (manager === undefined || wanted.length === 0) {
    return undefined;
  }
  return `${manager.command} ${wanted.map((name) => manager.packages[name]).join(' ')}`;
}

const fedora = {
  'g++': 'gcc-c++',
  cmake: 'cmake',
  ninja: 'ninja-build',
  gdb: 'gdb',
  ccache: 'ccache',
};

/** By the program's name, as the probe reports it. */
const managers: Readonly<Record<string, PackageManager>> = {
  'apt-get': {
    command: 'apt-get update && apt-get install -y --no-install-recommends',
    // libc6-dev comes with g++ even without recommendations.
    packages: { 'g++': 'g++', cmake: 'cmake', ninja: 'ninja-build', gdb: 'gdb', ccache: 'ccache' },
  },
  dnf: { command: 'dnf install -y', packages: fedora },
  microdnf: { command: 'microdnf install -y', packages: fedora },
  yum: { command: 'yum install -y', packages: { ...fedora, ninja: 'make' } },
  apk: {
    command: 'apk add',
    packages: {
      'g++': 'g++ musl-dev',
      cmake: 'cmake',
      ninja: 'ninja',
      gdb: 'gdb',
      ccache: 'ccache',
    },
  },
  zypper: {
    command: 'zypper install -y',
    packages: { ...fedora, ninja: 'ninja' },
  },
  pacman: {
    command: 'pacman -Sy --noconfirm',
    packages: { 'g++': 'gcc', cmake: 'cmake', ninja: 'ninja', gdb: 'gdb', ccache: 'ccache' },
  },
};
