import * as vscode from 'vscode';
import type { PathMap } from '../../domain/pathMap';
import type { ShownEngine } from '../engine/engines';
import { containerScheme, readOnlyUri } from '../files/fileUris';

/** The addresses of a language server that runs in a container, and the editor's. */
export interface CodeUris {
  /** What the server calls a document of the editor. */
  readonly toServer: (uri: vscode.Uri) => string;
  /** What the editor calls a file of the server: the host's where a mount shows it, else the container's. */
  readonly toEditor: (uri: string) => vscode.Uri;
}

/** Converts between the two, for one container. */
export function codeUris(pathMap: PathMap, engine: ShownEngine, container: string): CodeUris {
  return {
    toServer: (uri) => {
      const containerPath =
        uri.scheme === containerScheme ? uri.path : pathMap.toContainer(uri.fsPath);
      return containerPath === undefined
        ? uri.toString()
        : vscode.Uri.from({ scheme: 'file', path: containerPath }).toString();
    },
    toEditor: (value) => {
      const uri = vscode.Uri.parse(value, true);
      if (uri.scheme !== 'file') {
        return uri;
      }
      const hostPath = pathMap.toHost(uri.path);
      return hostPath === undefined
        ? readOnlyUri({ engine, file: { container, path: uri.path } })
        : vscode.Uri.file(hostPath);
    },
  };
}
