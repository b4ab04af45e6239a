import { createHash } from 'node:crypto';

/**
 * What `${devcontainerId}` stands for: the same from one container of a file to the next. Made as
 * other tools make it of these two labels, so that volumes named with it are shared with them.
 */
export function devcontainerId(hostFolder: string, fileHostPath: string): string {
  const labels = JSON.stringify({
    'devcontainer.config_file': fileHostPath,
    'devcontainer.local_folder': hostFolder,
  });
  const digest = createHash('sha256').update(labels, 'utf8').digest('hex');
  return BigInt(`0x${digest}`).toString(32).padStart(52, '0');
}
