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
    loadedSources: async () => {
      const { debuggee, note } = live();
      const { sources, left } = await debuggee.loadedSources.list();
      if (left > 0) {
        note(
          `The program was made of ${sources.length + left} sources. ${sources.length} of them are listed, those of the mounted folders first; a breakpoint can be set in the others, too.`,
        );
      }
      return { sources: [...sources] };
    },
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
