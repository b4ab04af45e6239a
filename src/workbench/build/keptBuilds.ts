import type * as vscode from 'vscode';
import type { BuildStep } from '../../project/buildStep';
import type { FolderProject } from './folderProject';
import { parseDrydockTask, textsIn, type DrydockTaskDefinition } from './drydockTask';

/** A build that runs, or did when its window went. */
export interface KeptBuild {
  readonly definition: DrydockTaskDefinition;
  readonly step: BuildStep;
  /** The containers that it is done in side by side, by their names; empty when it is done by itself. */
  readonly side: readonly string[];
}

/** Remembers the builds that run, for the window after a reload. */
export class KeptBuilds {
  constructor(private readonly memento: vscode.Memento) {}

  /** What ran in a folder when its last window went, in each container; asked for but once. */
  async take(folder: { readonly uri: { toString(): string } }): Promise<readonly KeptBuild[]> {
    const own = keyOf(folder.uri.toString());
    const keys = this.memento.keys().filter((key) => key === own || key.startsWith(`${own}#`));
    const builds = keys.flatMap((key) => readKeptBuild(this.memento.get(key)) ?? []);
    for (const key of keys) {
      await this.memento.update(key, undefined);
    }
    return builds;
  }

  /** Keeps what runs of a project now, until it is told that nothing does. */
  async remember({ id }: Pick<FolderProject, 'id'>, build: KeptBuild | undefined): Promise<void> {
    await this.memento.update(keyOf(id), build);
  }
}

function keyOf(projectId: string): string {
  return `runningBuild:${projectId}`;
}

/** An older version may have written something else. */
function readKeptBuild(kept: unknown): KeptBuild | undefined {
  const { definition, step, side } = propertiesOf(kept);
  const task = parseDrydockTask({ type: '', ...propertiesOf(definition) });
  const { container, keptContainerPath, user, kind, place } = propertiesOf(step);
  const { sourceDirectory, buildDirectory, compiler } = propertiesOf(place);
  if (
    !task ||
    typeof container !== 'string' ||
    typeof keptContainerPath !== 'string' ||
    (kind !== 'configure' && kind !== 'build') ||
    typeof sourceDirectory !== 'string' ||
    typeof buildDirectory !== 'string'
  ) {
    return undefined;
  }
  return {
    definition: task,
    side: textsIn(side),
    step: {
      container,
      keptContainerPath,
      ...(typeof user === 'string' ? { user } : {}),
      kind,
      place: {
        sourceDirectory,
        buildDirectory,
        ...(compiler === 'gcc' || compiler === 'clang' ? { compiler } : {}),
      },
    },
  };
}

function propertiesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
