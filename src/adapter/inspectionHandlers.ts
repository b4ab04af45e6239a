import { UserError } from '../base/errors';
import { runInContainer } from '../engine/runInContainer';
import { listThreads } from '../gdb/threadCommands';
import type { DapHandlers } from './dapRequests';
import type { LiveSession } from './liveSession';

/** The requests about threads, stacks and sources. */
export function inspectionHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, 'threads' | 'stackTrace' | 'source'> {
  return {
    threads: async () => {
      const threads = await listThreads(live().debuggee.client);
      return {
        threads: threads.map(({ id, name }) => ({ id, name: name ? `${id}: ${name}` : `${id}` })),
      };
    },
    stackTrace: ({ threadId, startFrame = 0, levels = 0 }) =>
      live().debuggee.frames.list(threadId, startFrame, levels),
    source: async ({ sourceReference, source }) => {
      const { container } = live().backend;
      const { frames } = live().debuggee;
      const path = frames.containerSource(source?.sourceReference ?? sourceReference);
      if (path === undefined) {
        throw new UserError('This source is not known in the present session.');
      }
      const { exitCode, stdout } = await runInContainer(container.engine, container.id, {
        argv: ['cat', path],
        ...(container.user && { user: container.user }),
      });
      if (exitCode !== 0) {
        throw new UserError(
          `The container "${container.name}" does not have the source "${path}".`,
        );
      }
      return { content: stdout };
    },
  };
}
