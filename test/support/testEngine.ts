import process from 'node:process';
import { silentLogger } from '../../src/base/logger';
import type { ContainerSpec } from '../../src/domain/containerSpec';
import type { ContainerEngine } from '../../src/engine/containerEngine';
import type { Created } from '../../src/engine/containerOperations';
import { EngineError } from '../../src/engine/engineError';
import { openEngine } from '../../src/engine/openEngine';

/** What every container, image and volume that a test makes is labelled with. */
export const testLabels: Readonly<Record<string, string>> = {
  'drydock.test': process.env['DRYDOCK_TEST_RUN'] ?? 'manual',
};

/** A name that no other test and no other run uses. */
export function testName(purpose: string): string {
  return `drydock-test-${purpose}-${process.pid}-${Date.now().toString(36)}`;
}

type MadeKind = 'container' | 'image' | 'network' | 'volume';

/** The real engine of this machine, which removes what was made through it. */
export interface TestEngine {
  readonly engine: ContainerEngine;
  /** Creates a container without starting it. */
  create(spec: ContainerSpec): Promise<Created>;
  /** Creates and starts a container that idles, unless the specification gives it another command. */
  run(spec: Partial<ContainerSpec> & { readonly image: string }): Promise<string>;
  /** Has something that was made in another way removed at the end. */
  removeLater(kind: MadeKind, name: string): void;
  /** Removes what was made. */
  dispose(): Promise<void>;
}

/**
 * Opens the real engine, or the one at an endpoint; rejects, so that the suite fails loudly, when there
 * is none.
 */
export async function openTestEngine(endpoint?: string): Promise<TestEngine> {
  const engine = openEngine({ log: silentLogger, endpoint: () => endpoint });
  await engine.info();
  const made: { readonly kind: MadeKind; readonly name: string }[] = [];
  const create = async (spec: ContainerSpec): Promise<Created> => {
    const created = await engine.createContainer({
      ...spec,
      labels: { ...testLabels, ...spec.labels },
    });
    made.push({ kind: 'container', name: created.id });
    return created;
  };
  return {
    engine,
    create,
    run: async (spec) => {
      const { id } = await create({
        // Ignores no signal, so that removing it takes no time.
        command: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'],
        init: true,
        ...spec,
      });
      await engine.startContainer(id);
      return id;
    },
    removeLater: (kind, name) => {
      made.push({ kind, name });
    },
    dispose: async () => {
      // Containers first: they hold what the others are.
      const isContainer = ({ kind }: { readonly kind: MadeKind }): boolean => kind === 'container';
      const all = made.splice(0).reverse();
      for (const { kind, name } of [
        ...all.filter(isContainer),
        ...all.filter((one) => !isContainer(one)),
      ]) {
        await unlessGone(remove(engine, kind, name));
      }
      engine.dispose();
    },
  };
}

function remove(engine: ContainerEngine, kind: MadeKind, name: string): Promise<void> {
  switch (kind) {
    case 'container':
      return engine.removeContainer(name, { force: true, volumes: true });
    case 'image':
      return engine.removeImage(name, { force: true });
    case 'network':
      return engine.removeNetwork(name);
    case 'volume':
      return engine.removeVolume(name);
  }
}

async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (
      !(error instanceof EngineError) ||
      (error.kind !== 'notFound' && error.kind !== 'imageMissing')
    ) {
      throw error;
    }
  }
}
