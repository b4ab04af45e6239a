import type { Readable } from 'node:stream';
import type { Action } from './apiError';
import type { EngineClient } from './engineClient';
import type { TransferProgress } from './imageOperations';
import { readJsonLines } from './jsonLines';
import { LayerProgress } from './layerProgress';

/** Reads what the engine says while it pulls or pushes an image, until it has done. */
export async function readTransfer(
  client: EngineClient,
  body: Readable,
  action: Action,
  report: (progress: TransferProgress) => void,
): Promise<void> {
  const layers = new LayerProgress();
  try {
    for await (const line of readJsonLines(body, action)) {
      const progress = layers.take(line);
      if (progress) {
        report(progress);
      }
    }
  } catch (error) {
    throw client.lost(error);
  }
}
