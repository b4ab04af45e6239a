import * as vscode from 'vscode';

/**
 * The one place where settings are read. Each is a function, so that it is read when it is used;
 * those that may differ between folders take the resource they are for.
 */
export const settings = {
  /** Where the engine is, or the name of a Docker context; empty means: find it. */
  engineEndpoint: (): string => read('engine.endpoint', ''),
  /** The shell that **Open Shell** starts; empty means `bash`, or `sh` where there is none. */
  containersShell: (): string => read('containers.shell', ''),
  /** How many lines from the end **Follow Logs** begins with. */
  containersLogLines: (): number => read('containers.logLines', 1000),
  /** Whether images without a tag are shown. */
  imagesShowUntagged: (): boolean => read('images.showUntagged', false),
};

/** Calls the listener when one of the settings under a name such as `engine.endpoint` changes. */
export function onDidChangeSetting(name: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`drydock.${name}`)) {
      listener();
    }
  });
}

function read<T>(name: string, fallback: T, resource?: vscode.ConfigurationScope): T {
  return vscode.workspace.getConfiguration('drydock', resource ?? null).get(name, fallback);
}
