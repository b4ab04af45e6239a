import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable';

const scheme = 'drydock-inspect';

/** What the engine says of a thing. */
interface InspectedThing {
  readonly name: string;
  readonly text: string;
}

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
  async show(
    kind: string,
    name: string,
    read: () => Promise<string>,
    extension = 'json',
  ): Promise<void> {
    const uri = this.keep(kind, `${name}.${extension}`, await read());
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  /** Opens the content of a file that can only be looked at, under its own name. */
  async showFile(kind: string, path: string, text: string): Promise<void> {
    const uri = this.keep(kind, path, text);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  /** Opens two things beside each other, with what differs marked. */
  async compare(kind: string, left: InspectedThing, right: InspectedThing): Promise<void> {
    const [leftUri, rightUri] = [left, right].map(({ name, text }) =>
      this.keep(`compare/${kind}`, `${name}.json`, text),
    );
    const title = `${left.name} ↔ ${right.name}`;
    await vscode.commands.executeCommand('vscode.diff', leftUri, rightUri, title);
  }

  dispose(): void {
    this.owner.dispose();
  }

  private keep(kind: string, file: string, text: string): vscode.Uri {
    // A name such as "nvidia/cuda:12" would otherwise make folders of the tab's title.
    const uri = vscode.Uri.from({ scheme, path: `/${kind}/${file.replaceAll('/', '∕')}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }
}
