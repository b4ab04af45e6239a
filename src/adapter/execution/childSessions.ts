import type { DapConnection } from '../client/dapConnection';
import type { DebugBackend } from '../start/debugBackend';
import { childConfiguration } from '../plan/forkPlan';
import type { ForkSession } from './forks';

/** How a session has those of its program's children opened: by its client, when that can. */
export function childSessions(
  connection: DapConnection,
  clientCan: boolean,
  { container, program }: DebugBackend,
  configuration: unknown,
): Pick<ForkSession, 'program' | 'openChild'> {
  const openChild = async (processId: number): Promise<void> => {
    const child = childConfiguration(configuration, container.name, processId);
    await connection.ask('startDebugging', { request: 'attach', configuration: child });
  };
  return { program, openChild: clientCan ? openChild : undefined };
}
