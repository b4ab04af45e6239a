import type { DebugEngine } from './containerEngine';
import { dockerContainers } from './dockerContainers';
import { refOf } from './driverContext';
import { driverContextOf, type OpenEngineOptions } from './engineOptions';
import { startExec } from './execProcess';

/** The container engine of this machine and user for who debugs; as `openEngine`, but with less to load. */
export function openDebugEngine(options: OpenEngineOptions): DebugEngine {
  const context = driverContextOf(options);
  const { client } = context;
  return {
    ...dockerContainers(context),
    get endpoint() {
      return client.endpoint;
    },
    exec: (container, request, signal) =>
      startExec(client, refOf(context, container), request, signal),
    locate: () => client.locate(),
    dispose: () => client.dispose(),
  };
}
