import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions, StreamInfo } from 'vscode-languageclient/node';
import { errorMessage } from '../../base/errors';
import type { Logger } from '../../base/logger';
import type { ContainerSummary } from '../../domain/container';
import type { ExecProcess } from '../../engine/execOperations';
import { pathMapOf } from '../devContainer/devContainers';
import type { ShownEngine } from '../engine/engines';
import { containerScheme } from '../files/fileUris';
import { codeUris } from './codeUris';

/** Where a clangd is started, and for what. */
export interface ClangdPlace {
  readonly engine: ShownEngine;
  readonly folder: vscode.WorkspaceFolder;
  readonly container: ContainerSummary;
  readonly clangdContainerPath: string;
  readonly buildContainerPath: string;
  /** `uid:gid`, so that its index belongs to the host's user; absent: the image's own user. */
  readonly user?: string;
  readonly arguments: readonly string[];
}

/** What a {@link ContainerClangd} does at the moment. */
export type ClangdState = 'starting' | 'running' | 'stopped' | 'failed';

const languages = ['c', 'cpp', 'cuda-cpp', 'objective-c', 'objective-cpp'];

/**
 * The clangd of a folder's dev container, as the editor's language server. It reads the build folder's
 * own compilation database; only addresses are converted on the way. It ends with its input, so nothing
 * of it stays in the container whatever happens to the editor.
 */
export class ContainerClangd {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private client: LanguageClient | undefined;
  private process: ExecProcess | undefined;
  private stopping = false;
  private current: ClangdState = 'stopped';

  readonly onDidChange = this.changed.event;

  constructor(
    readonly place: ClangdPlace,
    private readonly output: vscode.OutputChannel,
    private readonly log: Logger,
  ) {}

  get state(): ClangdState {
    return this.current;
  }

  async start(): Promise<void> {
    // Only who uses it pays for loading it.
    const { CloseAction, ErrorAction, LanguageClient } = await import('vscode-languageclient/node');
    const { engine, folder, container } = this.place;
    const uris = codeUris(pathMapOf(container), engine, container.name);
    const options: LanguageClientOptions = {
      documentSelector: languages.flatMap((language) => [
        { language, scheme: 'file', pattern: new vscode.RelativePattern(folder, '**').pattern },
        { language, scheme: containerScheme },
      ]),
      workspaceFolder: folder,
      outputChannel: this.output,
      uriConverters: { code2Protocol: uris.toServer, protocol2Code: uris.toEditor },
      initializationOptions: { clangdFileStatus: false },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (this.stopping || this.restarts >= maxRestarts) {
            this.become(this.stopping ? 'stopped' : 'failed');
            return { action: CloseAction.DoNotRestart, handled: true };
          }
          this.restarts += 1;
          this.log.warn(`clangd in the container "${container.name}" has ended; it starts again.`);
          return { action: CloseAction.Restart, handled: true };
        },
      },
    };
    this.become('starting');
    this.client = new LanguageClient(
      'drydock.clangd',
      vscode.l10n.t('clangd of {0}', container.name),
      () => this.connect(),
      options,
    );
    try {
      await this.client.start();
      this.become('running');
    } catch (error) {
      this.become('failed');
      throw error;
    }
  }

  /** Ends it, and waits until it has left the container. */
  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await this.client?.stop(2_000);
    } catch (error) {
      this.log.debug(`clangd did not answer while it was stopped: ${errorMessage(error)}`);
    }
    try {
      await this.process?.kill();
    } catch (error) {
      // The container has gone, and clangd with it.
      this.log.debug(`clangd could not be ended: ${errorMessage(error)}`);
    }
    this.process?.dispose();
    this.become('stopped');
    this.changed.dispose();
  }

  private restarts = 0;

  private async connect(): Promise<StreamInfo> {
    const { engine, container, user, clangdContainerPath, buildContainerPath } = this.place;
    const argv = [
      clangdContainerPath,
      `--compile-commands-dir=${buildContainerPath}`,
      '--background-index',
      ...this.place.arguments,
    ];
    this.output.appendLine(`docker exec -i ${container.name} ${argv.join(' ')}`);
    const process = await engine.engine.exec(container.id, {
      argv,
      stdin: true,
      processGroup: true,
      // A user whom the image does not know cannot write where a cache usually is.
      env: ['XDG_CACHE_HOME=/tmp/drydock-clangd'],
      ...(user === undefined ? {} : { user }),
    });
    this.process = process;
    process.stderr.on('data', (chunk: Buffer) => this.output.append(chunk.toString('utf8')));
    process.exit.catch((error: unknown) =>
      this.output.appendLine(`clangd is gone: ${errorMessage(error)}`),
    );
    return { reader: process.stdout, writer: process.stdin };
  }

  private become(state: ClangdState): void {
    this.current = state;
    this.changed.fire(undefined);
  }
}

/** More often than this in one session is no accident. */
const maxRestarts = 4;
