import type { DapHandlers } from './dapRequests';
import type { LiveSession } from './liveSession';

/** The requests that look at the program's threads, stacks and sources. */
export function inspectionHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, 'threads' | 'stackTrace' | 'source'> {
  return {
    threads: async () => {
      const threads = await live().debuggee.ahead.threads();
      return {
        threads: threads.map(({ id, name }) => ({ id, name: name ? `${id}: ${name}` : `${id}` })),
      };
    },
    stackTrace: (args) => live().debuggee.frames.list(args),
    source: ({ sourceReference, source }) =>
      live().debuggee.sources.read(source?.sourceReference ?? sourceReference, source?.path),
  };
}
