import { indented, onThing, slowCall } from './driverContext';
import type { EngineClient } from './engineClient';
import type { LooseJson } from './looseJson';

/** What Docker's API does with networks and with volumes alike. */
interface NamedThings {
  path(name: string): string;
  inspect(name: string, signal?: AbortSignal): Promise<LooseJson>;
  /** The engine's own JSON, for a person to read. */
  inspectText(name: string, signal?: AbortSignal): Promise<string>;
  remove(name: string, signal?: AbortSignal): Promise<void>;
}

/** The calls for things of a kind. */
export function namedThings(client: EngineClient, kind: 'network' | 'volume'): NamedThings {
  const path = (name: string): string => `/${kind}s/${encodeURIComponent(name)}`;
  return {
    path,
    inspect: (name, signal) =>
      client.json({ method: 'GET', path: path(name) }, onThing('inspect', kind, name), signal),
    inspectText: async (name, signal) =>
      indented(
        await client.text(
          { method: 'GET', path: path(name) },
          onThing('inspect', kind, name),
          signal,
        ),
      ),
    remove: async (name, signal) => {
      await client.text(
        { method: 'DELETE', path: path(name), timeout: slowCall },
        onThing('remove', kind, name),
        signal,
      );
    },
  };
}
