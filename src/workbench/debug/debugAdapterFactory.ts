import * as process from 'node:process';
import * as vscode from 'vscode';

/** Starts the debug adapter, a plain Node program, with the Node that runs the extension. */
export class DebugAdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(private readonly extensionUri: vscode.Uri) {}

  createDebugAdapterDescriptor(): vscode.DebugAdapterDescriptor {
    const adapter = vscode.Uri.joinPath(this.extensionUri, 'dist', 'debugAdapter.js');
    return new vscode.DebugAdapterExecutable(process.execPath, [adapter.fsPath], {
      // On the desktop the extension host is Electron, which is Node only when told so.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
  }
}
