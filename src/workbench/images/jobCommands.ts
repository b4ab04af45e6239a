import { commandIds } from '../commandIds';
import type { RegisterCommand } from '../registerCommand';
import type { ImageJobs } from './imageJobs';
import type { ImagesNode } from './imageNodes';

/** Registers what is done with the rows of long work: cancel, show its log, take it away. */
export function registerJobCommands(registerCommand: RegisterCommand, jobs: ImageJobs): void {
  registerCommand(commandIds.imageJobCancel, (node?: ImagesNode) => {
    const job = jobOf(jobs, node);
    if (job) {
      jobs.cancel(job);
    }
  });
  registerCommand(commandIds.imageJobShowLog, (node?: ImagesNode) => {
    const job = jobOf(jobs, node);
    if (job) {
      jobs.showLog(job);
    }
  });
  registerCommand(commandIds.imageJobClear, (node?: ImagesNode) => {
    const job = jobOf(jobs, node);
    if (job) {
      jobs.clear(job);
    }
  });
  registerCommand(commandIds.imageJobsClear, () => jobs.clear());
}

/** The job of the row; from the palette, the newest. */
function jobOf(
  jobs: ImageJobs,
  node: ImagesNode | undefined,
): ImageJobs['all'][number] | undefined {
  return node?.kind === 'job' || node?.kind === 'jobStep' ? node.job : jobs.all[0];
}
