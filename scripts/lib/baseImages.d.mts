import type { EngineClient } from './engineClient.mjs';

export function hasImage(engine: EngineClient, reference: string): Promise<boolean>;
export function importImage(engine: EngineClient, folder: string, reference: string): Promise<void>;
