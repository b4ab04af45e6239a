import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { CancelledError, errorMessage } from '../../base/errors';
import { arrangeContainers, type Arrangement } from '../../domain/containerGroups';
import { usageText } from '../../domain/statistics/usageText';
import { idIn, type Engines, type ShownEngine } from '../engine/engines';

/** Each is a connection that is kept open, and work for the engine at each second. */
const mostMeasured = 50;
const shownKey = 'drydock.containers.usageShown';
/** In milliseconds: samples of many containers come one by one and are shown together. */
const pace = 1000;

/**
 * What the running containers use, in their rows, for those who ask for it. Only containers that the
 * filter lets through are measured, and only while the view is seen.
 */
export class UsageInRows implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly changed = this.owner.add(new vscode.EventEmitter<undefined>());
  private readonly measured = new Map<string, AbortController>();
  private readonly texts = new Map<string, string>();
  private pending: NodeJS.Timeout | undefined;
  private isSeen = false;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly engines: Engines,
    private readonly arrangement: {
      readonly current: Arrangement;
      readonly onDidChange: vscode.Event<undefined>;
    },
    private readonly memento: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.owner.add(engines.onDidChange(() => this.measure()));
    this.owner.add(engines.onDidChangeResources(() => this.measure()));
    this.owner.add(arrangement.onDidChange(() => this.measure()));
    this.showWhetherShown();
  }

  get isShown(): boolean {
    return this.memento.get(shownKey, false);
  }

  set isShown(shown: boolean) {
    // The memento has it at once; only writing it to the disk takes time.
    void this.memento.update(shownKey, shown ? true : undefined);
    this.showWhetherShown();
    this.measure();
    this.changed.fire(undefined);
  }

  /** The view asks for its rows, or is hidden. */
  seen(isSeen: boolean): void {
    if (this.isSeen !== isSeen) {
      this.isSeen = isSeen;
      this.measure();
    }
  }

  /** `12 % · 340 MB`; undefined while it is not known. */
  textOf(engine: ShownEngine, containerId: string): string | undefined {
    return this.texts.get(idIn(engine, containerId));
  }

  dispose(): void {
    this.isSeen = false;
    this.measure();
    clearTimeout(this.pending);
    this.owner.dispose();
  }

  /** Begins with those that run and are not measured yet, and ends with the others. */
  private measure(): void {
    const wanted = new Map(this.isSeen && this.isShown ? this.wanted() : []);
    for (const [key, controller] of this.measured) {
      if (!wanted.has(key)) {
        controller.abort();
        this.measured.delete(key);
        this.texts.delete(key);
      }
    }
    for (const [key, { engine, id }] of wanted) {
      if (!this.measured.has(key)) {
        const controller = new AbortController();
        this.measured.set(key, controller);
        // Settles by itself: a row of which nothing is known shows nothing.
        void this.follow(engine, id, key, controller.signal);
      }
    }
  }

  private wanted(): [string, { engine: ShownEngine; id: string }][] {
    return this.engines.all
      .flatMap((engine) =>
        arrangeContainers(engine.store.snapshot.containers, this.arrangement.current)
          .flatMap(({ containers }) => containers)
          .filter(({ state }) => state === 'running')
          .map(({ id }): [string, { engine: ShownEngine; id: string }] => [
            idIn(engine, id),
            { engine, id },
          ]),
      )
      .slice(0, mostMeasured);
  }

  private async follow(
    { engine }: ShownEngine,
    id: string,
    key: string,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      let count = 0;
      for await (const stats of engine.followStats(id, signal)) {
        count += 1;
        // The first sample has nothing before it that the processor's use could be told from.
        if (count > 1) {
          this.texts.set(key, usageText(stats));
          this.renderSoon();
        }
      }
    } catch (error) {
      if (!signal.aborted && !(error instanceof CancelledError)) {
        this.log.warn(`What ${id} uses is not shown: ${errorMessage(error)}`);
      }
    } finally {
      // A figure that nothing renews would be taken for the present one.
      if (!signal.aborted) {
        this.measured.delete(key);
        this.texts.delete(key);
        this.renderSoon();
      }
    }
  }

  private renderSoon(): void {
    this.pending ??= setTimeout(() => {
      this.pending = undefined;
      this.changed.fire(undefined);
    }, pace);
  }

  private showWhetherShown(): void {
    void vscode.commands.executeCommand('setContext', shownKey, this.isShown);
  }
}
