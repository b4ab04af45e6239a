import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import type { ContainerSpec } from '../../domain/containerSpec';
import { freeName } from '../../domain/freeName';
import { EngineError } from '../../engine/engineError';

/** What is done about a container that could not be created. */
export type WayOut =
  | { readonly kind: 'use'; readonly containerName: string }
  | { readonly kind: 'create'; readonly spec: ContainerSpec }
  | { readonly kind: 'edit' }
  | { readonly kind: 'pull' };

/** The containers that there are already. */
export interface OtherContainers {
  readonly names: readonly string[];
  /** The names of those that mount the folder. */
  readonly usable: readonly string[];
}

/**
 * Says why a container could not be created, with the ways out of this very failure. Cancelling
 * leaves it at that; a failure that has no way out is thrown on.
 */
export async function askWayOut(
  error: unknown,
  spec: ContainerSpec,
  others: OtherContainers,
): Promise<WayOut> {
  if (!(error instanceof UserError)) {
    throw error;
  }
  const ways = waysOut(error instanceof EngineError ? error.kind : 'failed', spec, others);
  const chosen = await vscode.window.showErrorMessage(
    error.message,
    ...ways.map(({ title }) => title),
  );
  const way = ways.find(({ title }) => title === chosen)?.way;
  if (!way) {
    throw new CancelledError();
  }
  return way;
}

function waysOut(
  kind: EngineError['kind'],
  spec: ContainerSpec,
  { names, usable }: OtherContainers,
): readonly { readonly title: string; readonly way: WayOut }[] {
  const edit = { title: vscode.l10n.t('Edit the Command…'), way: { kind: 'edit' } as const };
  switch (kind) {
    case 'nameTaken': {
      const name = spec.name ?? '';
      const other = freeName(name, names);
      return [
        ...(usable.includes(name)
          ? [
              {
                title: vscode.l10n.t('Use "{0}"', name),
                way: { kind: 'use', containerName: name } as const,
              },
            ]
          : []),
        {
          title: vscode.l10n.t('Create "{0}"', other),
          way: { kind: 'create', spec: { ...spec, name: other } },
        },
        edit,
      ];
    }
    case 'gpuUnavailable': {
      const { gpus, runtime, ...withoutGpus } = spec;
      if (gpus === undefined && runtime === undefined) {
        return [edit];
      }
      return [
        {
          title: vscode.l10n.t('Create Without GPU'),
          way: { kind: 'create', spec: withoutGpus },
        },
        edit,
      ];
    }
    case 'imageMissing':
      return [{ title: vscode.l10n.t('Pull "{0}"', spec.image), way: { kind: 'pull' } }, edit];
    default:
      return [edit];
  }
}
