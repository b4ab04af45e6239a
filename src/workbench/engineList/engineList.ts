import process from 'node:process';
import { Emitter, type Event } from '../../base/event';
import type { Disposable } from '../../base/disposable';
import { listedEngines, type ListedEngine } from '../../domain/listedEngine';
import { listEngines, type ListedEngines } from '../../engine/listEngines';
import type { Engines, ShownEngine } from '../engine/engines';
import { settings } from '../settings';
import type { EngineRow } from './engineRows';

/** The engines that can be chosen, as they were when somebody last looked for them. */
export class EngineList implements Disposable {
  private found: ListedEngines | undefined;
  private readonly changed = new Emitter<void>();

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly engines: Engines) {}

  /** Undefined until they have been looked for. */
  get rows(): readonly EngineRow[] | undefined {
    return this.found && this.listed(this.found).map((listed) => this.row(listed));
  }

  /** Looks for Docker contexts and sockets, without connecting to any. */
  async reload(): Promise<readonly EngineRow[]> {
    const found = await listEngines(process.env);
    this.found = found;
    this.changed.fire();
    return this.listed(found).map((listed) => this.row(listed));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private listed({ contexts, sockets }: ListedEngines): readonly ListedEngine[] {
    return listedEngines({
      current: settings.engineEndpoint(),
      additional: settings.engineAdditional(),
      contexts,
      sockets,
      environment: process.env['DOCKER_HOST'],
    });
  }

  private row(listed: ListedEngine): EngineRow {
    const shown = this.shownFor(listed);
    const id = `engineRow|${listed.setting}`;
    return { kind: 'engineRow', id, listed, ...(shown ? { shown } : {}) };
  }

  private shownFor({ role, setting }: ListedEngine): ShownEngine | undefined {
    return role === 'current'
      ? this.engines.current
      : this.engines.all.find(({ id }) => id !== '' && id === setting);
  }
}
