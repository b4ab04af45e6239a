import process from 'node:process';
import { openGdbContainer, type GdbContainer } from './gdbContainer';

const kept = new Map<string, Promise<GdbContainer>>();

/**
 * The container of an image that the suites of this process use one after another, as it was in the
 * beginning: starting and removing one takes longer than most tests. It goes when the process has
 * nothing else to do.
 */
export async function keptGdbContainer(image: string): Promise<GdbContainer> {
  const before = kept.get(image);
  if (before) {
    await (await before).renew();
    return before;
  }
  if (kept.size === 0) {
    process.once('beforeExit', () => void removeKept()); // a failure ends the process with its stack
  }
  const opened = openGdbContainer(image);
  kept.set(image, opened);
  return opened;
}

async function removeKept(): Promise<void> {
  const containers = [...kept.values()];
  kept.clear();
  await Promise.all(containers.map(async (container) => (await container).dispose()));
}
