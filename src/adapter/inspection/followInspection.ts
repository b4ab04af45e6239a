import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { DapConnection } from '../client/dapConnection';
import type { Debuggee } from '../debuggee';

/** Tells the client of modules, sources and memory that have changed. */
export function followInspection(
  { control, memory, modules, loadedSources }: Debuggee,
  connection: DapConnection,
  takesMemoryEvents: boolean,
  log: Logger,
): void {
  if (takesMemoryEvents) {
    memory.onChange((body) => connection.event('memory', body));
  }
  modules.onChange((body) => {
    connection.event('module', body);
    if (body.reason === 'new') {
      loadedSources.expectMore();
    }
  });
  const tellSources = async (): Promise<void> => {
    for (const source of await loadedSources.fresh()) {
      connection.event('loadedSource', { reason: 'new', source });
    }
  };
  control.onStop(() => {
    tellSources().catch((error: unknown) => {
      log.debug(`The sources could not be listed: ${errorMessage(error)}`);
    });
  });
}
