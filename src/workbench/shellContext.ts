import { homedir } from 'node:os';
import * as process from 'node:process';
import type { ShellContext } from '../domain/shellWords';

/** What a shell of the user in this folder would put for `$(pwd)`, `~` and variables. */
export function shellContext(hostFolder: string): ShellContext {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return {
    cwd: hostFolder,
    home: homedir(),
    env: {
      ...process.env,
      ...(uid === undefined ? {} : { UID: String(uid) }),
      ...(gid === undefined ? {} : { GID: String(gid) }),
    },
  };
}
