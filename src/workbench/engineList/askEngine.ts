import type { Logger } from '../../base/logger';
import type { EngineInfo } from '../../domain/engineInfo';
import { openEngine } from '../../engine/openEngine';

/** Asks an engine, shown or not, what it is: an address, a Docker context, or empty for the one found. */
export type AskEngine = (setting: string, signal?: AbortSignal) => Promise<EngineInfo>;

/** Opens an engine for one question. */
export function engineAsker(log: Logger): AskEngine {
  return async (setting, signal) => {
    const engine = openEngine({ endpoint: () => setting, log });
    try {
      return await engine.info(signal);
    } finally {
      engine.dispose();
    }
  };
}
