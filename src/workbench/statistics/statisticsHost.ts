import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { CancelledError, errorMessage } from '../../base/errors';
import type {
  MeasuredContainer,
  StatisticsContract,
  StatisticsState,
} from '../../contracts/statisticsContract';
import type { ContainerStats } from '../../domain/containerStats';
import { gpuUsageCommand, parseGpuUsage, type GpuUsage } from '../../domain/statistics/gpuUsage';
import { usagePoint, type UsagePoint } from '../../domain/statistics/usagePoint';
import { EngineError } from '../../engine/engineError';
import { runInContainer } from '../../engine/runInContainer';
import type { Engines, ShownEngine } from '../engine/engines';

/** Ten minutes at a sample a second. */
const mostPoints = 600;
/** Asking for the GPU starts a process in the container, so it is done with each second sample only. */
const samplesPerGpu = 2;

/** The host's half of the statistics: measures while the page is shown, and keeps what was measured. */
export class StatisticsHost {
  private readonly history = new Map<string, UsagePoint[]>();
  private readonly owner = new DisposableStore();
  private readonly measured = new Set<string>();
  private shown: AbortController | undefined;

  constructor(
    private readonly view: { post(message: StatisticsContract['toView']): void },
    private readonly state: StatisticsState,
    private readonly engines: Engines,
  ) {
    this.owner.add(engines.onDidChangeResources(() => this.measureAll()));
  }

  /** The page is shown: it gets what there is, and measuring begins. */
  ready(): void {
    this.view.post({ type: 'history', of: Object.fromEntries(this.history) });
    this.shown ??= new AbortController();
    this.state.containers.forEach(({ engine }) => this.engineOf(engine)?.store.start());
    this.measureAll();
  }

  /** Nobody looks, so nothing is measured. */
  hidden(): void {
    this.shown?.abort();
    this.shown = undefined;
    this.measured.clear();
  }

  receive(): void {
    // The page only shows.
  }

  dispose(): void {
    this.hidden();
    this.owner.dispose();
  }

  private engineOf(id: string): ShownEngine | undefined {
    return this.engines.all.find((engine) => engine.id === id);
  }

  /** Measures those that run and are not measured yet. */
  private measureAll(): void {
    const { shown } = this;
    if (!shown) {
      return;
    }
    for (const container of this.state.containers) {
      const engine = this.engineOf(container.engine);
      const found = engine?.store.snapshot.containers.find(({ id }) => id === container.id);
      const isConnected = engine?.store.snapshot.connection.state === 'connected';
      if (engine && found?.state === 'running' && !this.measured.has(container.id)) {
        this.measured.add(container.id);
        // Settles by itself: what fails is shown beside the container.
        void this.measure(engine, container, shown.signal);
      } else if (isConnected && found?.state !== 'running') {
        this.say(container, found ? vscode.l10n.t('not running') : vscode.l10n.t('removed'));
      }
    }
  }

  private async measure(
    engine: ShownEngine,
    container: MeasuredContainer,
    signal: AbortSignal,
  ): Promise<void> {
    this.say(container, undefined);
    try {
      await this.follow(engine, container, signal);
      this.say(container, vscode.l10n.t('not running'), signal);
    } catch (error) {
      if (!signal.aborted && !(error instanceof CancelledError)) {
        this.say(container, errorMessage(error), signal);
      }
    } finally {
      if (!signal.aborted) {
        this.measured.delete(container.id);
      }
    }
  }

  private async follow(
    { engine }: ShownEngine,
    { id }: MeasuredContainer,
    signal: AbortSignal,
  ): Promise<void> {
    let before: ContainerStats | undefined;
    let gpu: GpuUsage | undefined;
    let hasGpu = true;
    let count = 0;
    for await (const stats of engine.followStats(id, signal)) {
      if (hasGpu && count % samplesPerGpu === 0) {
        gpu = await gpuUsage(engine, id, signal);
        hasGpu = gpu !== undefined;
      }
      count += 1;
      this.add(id, usagePoint(stats, before, gpu));
      before = stats;
    }
  }

  private add(id: string, point: UsagePoint): void {
    const points = this.history.get(id) ?? [];
    this.history.set(id, points);
    points.push(point);
    points.splice(0, points.length - mostPoints);
    this.view.post({ type: 'point', id, point });
  }

  private say({ id }: MeasuredContainer, note: string | undefined, signal?: AbortSignal): void {
    if (signal?.aborted !== true) {
      this.view.post({ type: 'note', id, note });
    }
  }
}

/** What the GPUs do; undefined in a container that has no working `nvidia-smi`. */
async function gpuUsage(
  engine: ShownEngine['engine'],
  id: string,
  signal: AbortSignal,
): Promise<GpuUsage | undefined> {
  try {
    const { exitCode, stdout } = await runInContainer(
      engine,
      id,
      { argv: gpuUsageCommand },
      signal,
    );
    return exitCode === 0 ? parseGpuUsage(stdout) : undefined;
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'commandNotFound') {
      return undefined;
    }
    throw error;
  }
}
