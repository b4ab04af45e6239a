/** Where an engine that can be chosen is known from. */
type EngineOrigin = 'automatic' | 'context' | 'environment' | 'socket' | 'setting';

/** An engine that can be chosen. */
export interface ListedEngine {
  /** What stands in a setting for it: an address, a Docker context, or empty for the one that is found. */
  readonly setting: string;
  readonly origin: EngineOrigin;
  /** Where a Docker context leads. */
  readonly url?: string;
  readonly role: 'current' | 'additional' | 'other';
}

/** From where engines are known. */
export interface EngineSources {
  /** The setting of the engine in use. */
  readonly current: string;
  /** The settings of those that are shown beside it. */
  readonly additional: readonly string[];
  readonly contexts: readonly { readonly name: string; readonly url: string }[];
  readonly sockets: readonly string[];
  /** `DOCKER_HOST`. */
  readonly environment: string | undefined;
}

/** All engines that can be chosen, each once, in an order that using one does not change. */
export function listedEngines(sources: EngineSources): readonly ListedEngine[] {
  const known: Omit<ListedEngine, 'role'>[] = [
    { setting: '', origin: 'automatic' },
    ...sources.contexts.map(({ name, url }) => ({
      setting: name,
      origin: 'context' as const,
      url,
    })),
    ...[sources.environment ?? ''].map((setting) => ({ setting, origin: 'environment' as const })),
    ...sources.sockets.map((setting) => ({ setting, origin: 'socket' as const })),
    ...[sources.current, ...sources.additional].map((setting) => ({
      setting: setting.trim(),
      origin: 'setting' as const,
    })),
  ];
  const first = new Map<string, Omit<ListedEngine, 'role'>>();
  for (const engine of known) {
    if (!first.has(engine.setting)) {
      first.set(engine.setting, engine);
    }
  }
  return [...first.values()].map((engine) => ({
    ...engine,
    role: roleOf(engine.setting, sources),
  }));
}

/** The settings of the additional engines with one more. */
export function withEngine(settings: readonly string[], setting: string): string[] {
  return [...new Set([...settings.map((each) => each.trim()), setting])];
}

/** The settings of the additional engines without one. */
export function withoutEngine(settings: readonly string[], setting: string): string[] {
  return settings.filter((each) => each.trim() !== setting);
}

function roleOf(setting: string, { current, additional }: EngineSources): ListedEngine['role'] {
  if (setting === current.trim()) {
    return 'current';
  }
  return additional.some((each) => each.trim() === setting) ? 'additional' : 'other';
}
