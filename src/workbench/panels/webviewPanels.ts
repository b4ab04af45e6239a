import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { readyMessageType, type WebviewContract } from '../../contracts/webviewContract';
import type { Messages } from '../messages';
import { webviewHtml } from './webviewHtml';

/** A panel as its owner sees it. */
export interface WebviewView<C extends WebviewContract> {
  /** What is sent before the page is ready, or while it is hidden, is lost: see {@link WebviewOwner.ready}. */
  post(message: C['toView']): void;
  setTitle(title: string): void;
  close(): void;
}

/** The host's half of an open panel. */
export interface WebviewOwner<C extends WebviewContract> extends Disposable {
  /** The page listens, at first and each time that it is shown again: tell it what it needs. */
  ready(): void | Promise<void>;
  /** What this throws is shown as a command's failure is. */
  receive(message: C['toHost']): void | Promise<void>;
  /** Another tab covers the page. */
  hidden?(): void;
}

/** One kind of panel, whose page is `src/webviews/<name>/main.ts`. */
export interface WebviewKind<C extends WebviewContract> {
  readonly name: string;
  readonly title: (state: C['state']) => string;
  /** What was kept over a reload, or undefined when nothing can be made of it. */
  readonly readState: (kept: unknown) => C['state'] | undefined;
  readonly connect: (view: WebviewView<C>, state: C['state']) => WebviewOwner<C>;
}

/**
 * Opens the panels of one kind, and restores them after a reload of the window. The page runs under a
 * strict content security policy and loads the extension's own files only.
 */
export class WebviewPanels<C extends WebviewContract> implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly panels = new Set<vscode.WebviewPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly messages: Messages,
    private readonly kind: WebviewKind<C>,
  ) {
    this.owner.add(
      vscode.window.registerWebviewPanelSerializer(this.viewType, {
        deserializeWebviewPanel: (panel, kept) => {
          this.restore(panel, kept);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Opens a new panel. */
  open(state: C['state']): void {
    const panel = vscode.window.createWebviewPanel(
      this.viewType,
      this.kind.title(state),
      vscode.ViewColumn.Active,
    );
    this.fill(panel, state);
  }

  dispose(): void {
    this.owner.dispose();
    for (const panel of [...this.panels]) {
      panel.dispose();
    }
  }

  private get viewType(): string {
    return `drydock.${this.kind.name}`;
  }

  private restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const state = this.kind.readState(kept);
    if (state) {
      this.fill(panel, state);
    } else {
      panel.dispose();
    }
  }

  private fill(panel: vscode.WebviewPanel, state: C['state']): void {
    const files = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webviews');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [files] };
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    const owner = this.kind.connect(
      {
        post: (message) => void webview.postMessage(message),
        setTitle: (title) => (panel.title = title),
        close: () => void panel.dispose(),
      },
      state,
    );
    // Before the page is there, so that its first message finds somebody.
    const listening = webview.onDidReceiveMessage((message: C['toHost']) =>
      this.handle(() =>
        message.type === readyMessageType ? owner.ready() : owner.receive(message),
      ),
    );
    panel.onDidChangeViewState(() => {
      if (!panel.visible) {
        owner.hidden?.();
      }
    });
    this.panels.add(panel);
    panel.onDidDispose(() => {
      this.panels.delete(panel);
      listening.dispose();
      owner.dispose();
    });
    const uri = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(files, file)).toString();
    webview.html = webviewHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      script: uri(`${this.kind.name}.js`),
      style: uri(`${this.kind.name}.css`),
      codicons: uri('codicons.css'),
      language: vscode.env.language,
      title: panel.title,
      data: { state, translations: vscode.l10n.bundle },
    });
  }

  private async handle(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.messages.showFailure(error);
    }
  }
}
