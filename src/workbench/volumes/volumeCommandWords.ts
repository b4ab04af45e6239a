import { basename, dirname } from 'node:path';

/** The words of the `docker` command that backs a volume up, as Docker's own manual does it. */
export function backUpWords(volume: string, hostPath: string): string[] {
  return [
    ...withVolume(volume, hostPath),
    'tar',
    'cf',
    `/host/${basename(hostPath)}`,
    '-C',
    '/v',
    '.',
  ];
}

/** The words of the `docker` command that restores a volume. */
export function restoreWords(volume: string, hostPath: string): string[] {
  return [...withVolume(volume, hostPath), 'tar', 'xf', `/host/${basename(hostPath)}`, '-C', '/v'];
}

function withVolume(volume: string, hostPath: string): string[] {
  const mounts = ['--volume', `${volume}:/v`, '--volume', `${dirname(hostPath)}:/host`];
  return ['run', '--rm', ...mounts, 'busybox'];
}
