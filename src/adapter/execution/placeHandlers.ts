import { fileURLToPath } from 'node:url';
import type { DapHandlers } from '../client/dapRequests';
import type { LiveSession } from '../liveSession';

/** The requests that choose where a thread goes on: into which call, or at which line. */
export function placeHandlers(
  live: () => LiveSession,
): Pick<DapHandlers, 'stepInTargets' | 'gotoTargets' | 'goto'> {
  return {
    stepInTargets: async ({ frameId }) => {
      const { frames, stepTargets } = live().debuggee;
      return { targets: await stepTargets.find(frames.find(frameId)) };
    },
    gotoTargets: async ({ source, line }) => {
      const { backend, debuggee } = live();
      const { sourceReference = 0 } = source;
      const path = clientPath(source.path ?? '');
      const inContainer =
        sourceReference > 0 ? path : (backend.container.pathMap.toContainer(path) ?? path);
      return { targets: await debuggee.jumps.find(inContainer, line) };
    },
    goto: async ({ threadId, targetId }) => {
      const { debuggee, reporter } = live();
      await reporter.letGo(threadId, () => debuggee.jumps.go(threadId, targetId));
      return undefined;
    },
  };
}

/** Neovim names the source of a jump by a URI, though it has announced paths. */
function clientPath(path: string): string {
  return path.startsWith('file:///') ? fileURLToPath(path) : path;
}
