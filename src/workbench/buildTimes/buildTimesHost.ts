import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { BuildTimesContract } from '../../contracts/buildTimesContract';
import type { FolderProject } from '../build/folderProject';
import { buildTimes, sourceOf } from '../build/projectJobs';
import { isCancellation } from '../messages';

/** The host's half of the build times: reads them when the page is opened and when it is asked. */
export class BuildTimesHost {
  private reading: AbortController | undefined;

  constructor(
    private readonly view: { post(message: BuildTimesContract['toView']): void },
    private readonly project: FolderProject,
  ) {}

  ready(): Promise<void> {
    return this.read();
  }

  async receive(message: BuildTimesContract['toHost']): Promise<void> {
    switch (message.type) {
      case 'read':
        await this.read();
        break;
      case 'open': {
        const hostPath = await sourceOf(this.project, message.output);
        await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(hostPath));
        break;
      }
    }
  }

  dispose(): void {
    this.reading?.abort();
  }

  private async read(): Promise<void> {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    this.view.post({ type: 'reading' });
    try {
      const times = await buildTimes(this.project, reading.signal);
      this.view.post({ type: 'read', times });
    } catch (error) {
      if (!isCancellation(error)) {
        this.view.post({ type: 'failed', message: errorMessage(error) });
      }
    }
  }
}
