import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { BuildStep } from '../../../src/project/buildStep';
import { KeptBuilds, type KeptBuild } from '../../../src/workbench/build/keptBuilds';

const folder = { uri: { toString: () => 'file:///fleet' } };

function buildIn(container: string, side: readonly string[] = []): KeptBuild {
  const step: BuildStep = {
    container,
    keptContainerPath: '/tmp/kept',
    kind: 'build',
    place: { sourceDirectory: '/work', buildDirectory: '/work/build' },
  };
  return { definition: { type: 'drydock', task: 'build', containers: [container] }, step, side };
}

function newMemory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key) as never,
    update: (key, value) =>
      Promise.resolve(value === undefined ? void values.delete(key) : void values.set(key, value)),
  };
}

suite('The builds that run when a window goes', () => {
  test('are found once, in each container of the folder', async () => {
    const kept = new KeptBuilds(newMemory());
    await kept.remember({ id: 'file:///fleet' }, buildIn('gcc12'));
    await kept.remember({ id: 'file:///fleet#gcc10' }, buildIn('gcc10', ['gcc10', 'gcc14']));
    await kept.remember({ id: 'file:///fleet#gcc14' }, buildIn('gcc14'));
    await kept.remember({ id: 'file:///fleet#gcc14' }, undefined);

    assert.deepEqual(await kept.take(folder), [
      buildIn('gcc12'),
      buildIn('gcc10', ['gcc10', 'gcc14']),
    ]);
    assert.deepEqual(await kept.take(folder), []);
  });

  test('are not those of a folder whose name only begins the same', async () => {
    const kept = new KeptBuilds(newMemory());
    await kept.remember({ id: 'file:///fleet2' }, buildIn('gcc12'));

    assert.deepEqual(await kept.take(folder), []);
  });

  test('are done by themselves when an older version has kept them', async () => {
    const memory = newMemory();
    const { definition, step } = buildIn('gcc12');
    await memory.update('runningBuild:file:///fleet', { definition, step });

    assert.deepEqual(await new KeptBuilds(memory).take(folder), [buildIn('gcc12')]);
  });

  test('are passed over when another version has written something else', async () => {
    const memory = newMemory();
    await memory.update('runningBuild:file:///fleet', { definition: 'build', step: 7 });

    assert.deepEqual(await new KeptBuilds(memory).take(folder), []);
  });
});
