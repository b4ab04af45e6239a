import { existsSync } from 'node:fs';
import process from 'node:process';
import { installDebianPackages } from './debianPackages.mjs';
import { findProgram } from './processes.mjs';

/** Servers lie where a user's PATH may not lead. */
export const serverPath = `${process.env.PATH}:/usr/sbin:/sbin`;

/** The programs that the engine's tests speak to, by their Debian packages. */
const peers = {
  openssl: () => findProgram('openssl') !== undefined,
  'docker-registry': () => findProgram('docker-registry') !== undefined,
  'openssh-client': () => findProgram('ssh') !== undefined,
  'openssh-server': () => findProgram('sshd', serverPath) !== undefined,
  podman: () => findProgram('podman') !== undefined,
  // Without it Podman has no `--init`.
  catatonit: () => existsSync('/usr/bin/catatonit'),
};

/** Installs what is missing of them, at once, because apt runs only once at a time. */
export async function installTestPeers() {
  await installDebianPackages(peers);
}

/** What reads the translated compilation databases of the project suite, and a larger project to read. */
const codeTools = {
  clangd: () => findProgram('clangd') !== undefined,
  googletest: () => existsSync('/usr/src/googletest/CMakeLists.txt'),
};

/** Installs what is missing of them. */
export async function installCodeTools() {
  await installDebianPackages(codeTools);
}
