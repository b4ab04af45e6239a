import type { ChildProcess } from 'node:child_process';
import process from 'node:process';

/** Whether programs are started as leaders of groups (`detached`), so that what they start ends with them. */
export const hasProcessGroups = process.platform !== 'win32';

/** Ends a program of the host, and what it has started where it leads a group. */
export function endProcessGroup(child: ChildProcess): void {
  if (!hasProcessGroups || child.pid === undefined) {
    child.kill('SIGTERM');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
