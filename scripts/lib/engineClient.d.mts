import type { Readable } from 'node:stream';

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object | Buffer | Readable;
  readonly onLine?: (line: unknown) => void;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}
export class EngineClient {
  constructor(endpoint: string, tlsFolder?: string);
  readonly endpoint: string;
  request(method: string, route: string, options?: RequestOptions): Promise<string>;
  json(method: string, route: string, options?: RequestOptions): Promise<unknown>;
  progress(method: string, route: string, options?: RequestOptions): Promise<void>;
}
export interface FoundEngine {
  readonly client: EngineClient;
  readonly name: string;
}
export interface NoEngine {
  readonly client?: undefined;
  readonly tried: readonly string[];
}
export function findEngine(
  env?: Readonly<Record<string, string | undefined>>,
): Promise<FoundEngine | NoEngine>;
