import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { SecretSource } from '../../domain/imageBuild/buildSecret';
import { imageNameFor } from '../../domain/imageReference';

/** How an image is built from a Dockerfile. */
export interface BuildChoices {
  readonly contextHostPath: string;
  /** At least one. */
  readonly tags: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Empty for the last stage. */
  readonly target: string;
  /** Empty for the engine's own. */
  readonly platform: string;
  readonly noCache: boolean;
  /** Where each secret comes from, by its id: never what it holds. */
  readonly secrets: Readonly<Record<string, SecretOrigin>>;
}

/** Where a secret comes from. One that is typed is asked for at each build. */
export type SecretOrigin = Exclude<SecretSource, { kind: 'text' }> | { readonly kind: 'typed' };

const key = 'drydock.imageBuilds';

/** How each Dockerfile was built the last time. The workspace remembers it. */
export class BuildChoicesMemory {
  constructor(private readonly memento: vscode.Memento) {}

  of(dockerfile: vscode.Uri): BuildChoices {
    return { ...firstChoices(dockerfile), ...this.all[dockerfile.fsPath] };
  }

  /** Building without the cache is for once. */
  keep(dockerfile: vscode.Uri, choices: BuildChoices): void {
    const kept = { ...this.all, [dockerfile.fsPath]: { ...choices, noCache: false } };
    // The memento has it at once; only writing it to the disk takes time.
    void this.memento.update(key, kept);
  }

  private get all(): Readonly<Record<string, BuildChoices>> {
    return this.memento.get<Readonly<Record<string, BuildChoices>>>(key, {});
  }
}

/** A Dockerfile in a folder of its own is usually written for the whole project. */
function firstChoices(dockerfile: vscode.Uri): BuildChoices {
  const own = dirname(dockerfile.fsPath);
  const root = vscode.workspace.getWorkspaceFolder(dockerfile)?.uri.fsPath ?? own;
  const isApart = /^(\.devcontainer|docker|\.docker|ci|containers?)$/i.test(basename(own));
  const contextHostPath = isApart ? root : own;
  return {
    contextHostPath,
    tags: [`${imageNameFor(basename(contextHostPath))}:latest`],
    buildArgs: {},
    target: '',
    platform: '',
    noCache: false,
    secrets: {},
  };
}
