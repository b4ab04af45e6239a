import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable';

const scheme = 'drydock-inspect';

/** Read-only JSON documents of what the engine says about a thing. */
export class InspectDocuments implements Disposable {
  private readonly owner = new DisposableStore();
  private readonly changed = this.owner.add(new vscode.EventEmitter<vscode.Uri>());
  private readonly texts = new Map<string, string>();

  constructor() {
    this.owner.add(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
      }),
    );
    this.owner.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  /** Opens the document of a thing, or brings the one that is open up to date. */
  async show(kind: string, name: string, read: () => Promise<string>): Promise<void> {
    // A name such as "nvidia/cuda:12" would otherwise make folders of the tab's title.
    const file = `${name.replaceAll('/', '∕')}.json`;
    const uri = vscode.Uri.from({ scheme, path: `/${kind}/${file}` });
    this.texts.set(uri.toString(), await read());
    this.changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  dispose(): void {
    this.owner.dispose();
  }
}
