import { posix, win32 } from 'node:path';

/** A host path that starts with a dot, made absolute in the form of the working directory. */
export function resolveHostPath(cwd: string, hostPath: string): string {
  return isWindowsPath(cwd) ? win32.resolve(cwd, hostPath) : posix.resolve(cwd, hostPath);
}

/** Whether a mount's source is a path and not the name of a volume. */
export function isAbsoluteHostPath(source: string): boolean {
  return source.startsWith('/') || isWindowsPath(source);
}

function isWindowsPath(path: string): boolean {
  return /^(?:[a-z]:[\\/]|\\\\)/i.test(path);
}
