import type { EngineClient } from './engineClient.mjs';

export function ensureTestImages(engine: EngineClient): Promise<void>;
