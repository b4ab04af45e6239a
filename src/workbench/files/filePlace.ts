import { basename, dirname, posix } from 'node:path';
import * as vscode from 'vscode';
import type { EngineFile } from '../../engine/engineFiles';

/** The name of the container or the volume that has a file. */
export function placeName(file: EngineFile): string {
  return 'volume' in file ? file.volume : file.container;
}

/** The same as a sentence says it: `the container "dev"`. */
export function placeText(file: EngineFile): string {
  return 'volume' in file
    ? vscode.l10n.t('the volume "{0}"', file.volume)
    : vscode.l10n.t('the container "{0}"', file.container);
}

/** Whether two files are in one container or volume. */
export function isSamePlace(one: EngineFile, other: EngineFile): boolean {
  return 'volume' in one === 'volume' in other && placeName(one) === placeName(other);
}

/** The words of the `docker` command that runs a program on files of a place, which are named by their paths. */
export function fileCommandWords(
  file: EngineFile,
  program: readonly string[],
  ...paths: readonly string[]
): readonly string[] {
  return 'volume' in file
    ? ['run', '--rm', '--volume', `${file.volume}:/v`, 'busybox', ...program, ...paths.map(inV)]
    : ['exec', '--user', '0', file.container, ...program, ...paths];
}

/** The words of the `docker` command that writes what it is given to a file. */
export function writeWords(file: EngineFile): readonly string[] {
  const folder = posix.dirname(file.path);
  return 'volume' in file
    ? [
        ...['run', '--rm', '--interactive', '--volume', `${file.volume}:/v`, 'busybox'],
        ...['cp', '/dev/stdin', inV(file.path)],
      ]
    : ['cp', posix.basename(file.path), `${file.container}:${folder}`];
}

/** The words of the `docker` command that copies from a place to a file of this machine. */
export function downloadWords(file: EngineFile, hostPath: string): readonly string[] {
  return 'volume' in file
    ? [...withHost(file.volume, hostPath), 'cp', '-a', inV(file.path), inHost(hostPath)]
    : ['cp', `${file.container}:${file.path}`, hostPath];
}

/** The words of the `docker` command that copies a file of this machine to a folder of a place. */
export function uploadWords(folder: EngineFile, hostPath: string): readonly string[] {
  return 'volume' in folder
    ? [...withHost(folder.volume, hostPath), 'cp', '-a', inHost(hostPath), inV(folder.path)]
    : ['cp', hostPath, `${folder.container}:${folder.path}`];
}

function withHost(volume: string, hostPath: string): readonly string[] {
  const mounts = ['--volume', `${volume}:/v`, '--volume', `${dirname(hostPath)}:/host`];
  return ['run', '--rm', ...mounts, 'busybox'];
}

function inHost(hostPath: string): string {
  return `/host/${basename(hostPath)}`;
}

/** Where such a command has a file of a volume. */
function inV(path: string): string {
  return posix.join('/v', path);
}
