import { Emitter, type Event } from '../../base/event';
import type { Disposable } from '../../base/disposable';
import type { ShownEngine } from '../engine/engines';
import type { EngineVolume } from './volumeNodes';

/** What volumes took when somebody last asked: the engine walks all their files for it. */
export class VolumeSizes implements Disposable {
  private readonly known = new Map<string, ReadonlyMap<string, number>>();
  private readonly changed = new Emitter<void>();

  readonly onDidChange: Event<void> = this.changed.event;

  /** Bytes; undefined when nobody has asked or the engine cannot say. */
  of({ engine, volume }: EngineVolume): number | undefined {
    return this.known.get(engine.id)?.get(volume.name);
  }

  /** Has an engine measure its volumes. */
  async measure({ id, engine }: ShownEngine, signal: AbortSignal): Promise<void> {
    const usage = await engine.volumeUsage(signal);
    const sizes = usage.flatMap(({ name, size }) =>
      size === undefined ? [] : [[name, size] as const],
    );
    this.known.set(id, new Map(sizes));
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
