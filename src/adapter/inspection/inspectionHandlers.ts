import type { DapConnection } from '../client/dapConnection';
import type { DapHandlers } from '../client/dapRequests';
import { disassembly } from './disassembly';
import type { LiveSession } from '../liveSession';

/** The requests that look at the program's threads, stacks, code and memory. */
export function inspectionHandlers(
  live: () => LiveSession,
  connection: DapConnection,
): Pick<
  DapHandlers,
  | 'threads'
  | 'stackTrace'
  | 'source'
  | 'modules'
  | 'loadedSources'
  | 'disassemble'
  | 'readMemory'
  | 'writeMemory'
> {
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
    modules: (args) =>
      live().debuggee.modules.list(Math.max(0, args?.startModule ?? 0), args?.moduleCount ?? 0),
    loadedSources: async () => ({ sources: [...(await live().debuggee.loadedSources.list())] }),
    disassemble: async (args) => ({
      instructions: [...(await disassembly(live().debuggee.client, live().debuggee.sources, args))],
    }),
    readMemory: (args) => live().debuggee.memory.read(args),
    writeMemory: async (args) => {
      const body = await live().debuggee.memory.write(args);
      connection.event('invalidated', { areas: ['variables'] });
      return body;
    },
  };
}
