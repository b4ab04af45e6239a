import * as vscode from 'vscode';
import type { ContainerSpec } from '../../domain/containerSpec';
import { applySpecPatch } from '../../domain/lint/specFinding';
import { toDockerRun } from '../../domain/toDockerRun';
import { createContainer, startNewContainer } from '../../project/createContainer';
import { askWayOut } from '../devContainer/creationFailure';
import type { ShownEngine } from '../engine/engines';
import type { ImageProvider } from '../images/imageProvider';
import { isCancellation } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { withCancellableProgress } from '../progress';
import { showRemarks } from '../showRemarks';

/** A container to be made. */
interface ContainerOrder {
  readonly spec: ContainerSpec;
  readonly start: boolean;
  /** Where files that the specification names are read from. */
  readonly hostFolder: string;
}

/** What came of it: the container's id, or another specification that the user wants to look at. */
type ContainerOutcome =
  | { readonly kind: 'made'; readonly id: string }
  | { readonly kind: 'edit'; readonly spec: ContainerSpec };

/** Creates the container; what goes wrong is said with the ways out of it, which are gone at once. */
export async function makeContainer(
  engine: ShownEngine,
  dockerCommands: DockerCommandLog,
  images: ImageProvider,
  order: ContainerOrder,
): Promise<ContainerOutcome> {
  let { spec } = order;
  for (;;) {
    try {
      return { kind: 'made', id: await make(engine, dockerCommands, { ...order, spec }) };
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      const names = engine.store.snapshot.containers.map(({ name }) => name);
      const way = await askWayOut(error, spec, { names, usable: [] });
      switch (way.kind) {
        case 'create':
          spec = way.spec;
          break;
        case 'pull':
          await images.pull(engine, spec.image);
          break;
        default:
          return { kind: 'edit', spec };
      }
    }
  }
}

async function make(
  { engine, docker, store }: ShownEngine,
  dockerCommands: DockerCommandLog,
  { spec, start, hostFolder }: ContainerOrder,
): Promise<string> {
  const [, , ...words] = toDockerRun(applySpecPatch(spec, { detach: undefined }));
  dockerCommands.add(docker(...(start ? ['run', '-d'] : ['create']), ...words));
  return withCancellableProgress(
    spec.name === undefined
      ? vscode.l10n.t('Creating a container')
      : vscode.l10n.t('Creating the container "{0}"', spec.name),
    async (progress, signal) => {
      const report = (message: string): void => progress.report({ message });
      const then = async (id: string): Promise<void> => {
        if (start) {
          await startNewContainer(engine, spec, id, report, signal);
        }
      };
      const made = await createContainer(engine, spec, { hostFolder, report, then }, signal);
      const { id, warnings } = made;
      await store.refresh();
      const found = store.snapshot.containers.find((container) => container.id === id);
      showRemarks(found?.name ?? id.slice(0, 12), warnings);
      return id;
    },
  );
}
