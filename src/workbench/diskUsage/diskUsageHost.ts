import * as vscode from 'vscode';
import { errorMessage, UserError } from '../../base/errors';
import type { DiskUsageContract, DiskUsageState } from '../../contracts/diskUsageContract';
import type { DiskUsage } from '../../domain/diskUsage';
import { commandIds } from '../commandIds';
import type { Engines, ShownEngine } from '../engine/engines';
import { isCancellation } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import type { OnlyOnEngine } from '../pruneScope';
import { pruneBuildCache } from './pruneBuildCache';

/** The host's half of the disk usage: measures when the page is opened and when it is asked. */
export class DiskUsageHost {
  private last: DiskUsage | undefined;
  private measuring: AbortController | undefined;

  constructor(
    private readonly view: { post(message: DiskUsageContract['toView']): void },
    private readonly state: DiskUsageState,
    private readonly engines: Engines,
    private readonly dockerCommands: DockerCommandLog,
  ) {}

  /** The page is shown: it gets what there is; measuring again takes a while and is asked for. */
  async ready(): Promise<void> {
    if (this.last) {
      this.view.post({ type: 'measured', usage: this.last });
    } else {
      await this.measure();
    }
  }

  async receive(message: DiskUsageContract['toHost']): Promise<void> {
    switch (message.type) {
      case 'measure':
        await this.measure();
        break;
      case 'prune':
        await this.prune(message.kind);
        await this.measure();
        break;
    }
  }

  dispose(): void {
    this.measuring?.abort();
  }

  private async measure(): Promise<void> {
    this.measuring?.abort();
    const measuring = new AbortController();
    this.measuring = measuring;
    this.view.post({ type: 'measuring' });
    try {
      const { engine, docker } = this.engine();
      this.dockerCommands.add(docker('system', 'df', '--verbose'));
      const usage = await engine.diskUsage(measuring.signal);
      this.last = usage;
      this.view.post({ type: 'measured', usage });
    } catch (error) {
      if (!isCancellation(error)) {
        this.view.post({ type: 'failed', message: errorMessage(error) });
      }
    }
  }

  private async prune(kind: keyof DiskUsage): Promise<void> {
    const engine = this.engine();
    const scope: OnlyOnEngine = { onlyOnEngine: engine.id };
    switch (kind) {
      case 'images':
        await vscode.commands.executeCommand(commandIds.imagePrune, scope);
        break;
      case 'containers':
        await vscode.commands.executeCommand(commandIds.containerPrune, scope);
        break;
      case 'volumes':
        await vscode.commands.executeCommand(commandIds.volumePrune, scope);
        break;
      case 'buildCache':
        await pruneBuildCache(engine, this.dockerCommands);
        break;
    }
  }

  private engine(): ShownEngine {
    const found = this.engines.all.find(({ id }) => id === this.state.engine);
    if (!found) {
      throw new UserError(
        vscode.l10n.t('The engine "{0}" is not shown any more.', this.state.label),
      );
    }
    return found;
  }
}
