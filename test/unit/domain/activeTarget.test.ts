import assert from 'node:assert/strict';
import { activeExecutable, executables, sortTargets } from '../../../src/domain/activeTarget';
import type { CMakeTarget, CMakeTargetKind } from '../../../src/domain/cmakeTarget';

function target(name: string, kind: CMakeTargetKind): CMakeTarget {
  return {
    name,
    kind,
    sourceContainerPath: '/workspace',
    artifactContainerPath: `/workspace/build/${name}`,
  };
}

const names = (targets: readonly CMakeTarget[]): string[] => targets.map(({ name }) => name);

suite('activeTarget', () => {
  const app = target('app', 'executable');
  const tool = target('tool', 'executable');
  const library = target('base', 'staticLibrary');
  const docs = target('docs', 'utility');

  test('executables come first, then libraries, then the rest', () => {
    assert.deepEqual(names(sortTargets([docs, library, tool, app])), [
      'app',
      'tool',
      'base',
      'docs',
    ]);
  });

  test('an executable without a file cannot be run', () => {
    const imported: CMakeTarget = {
      name: 'bare',
      kind: 'executable',
      sourceContainerPath: '/workspace',
    };
    assert.deepEqual(names(executables([imported, library, app])), ['app']);
  });

  test('the only executable needs not be chosen', () => {
    assert.equal(activeExecutable([library, app], undefined), app);
  });

  test('several executables leave the choice to the user', () => {
    assert.equal(activeExecutable([tool, app], undefined), undefined);
  });

  test('the one that was chosen is active', () => {
    assert.equal(activeExecutable([tool, app], 'tool'), tool);
  });

  test('a choice that does not exist any more is no choice', () => {
    assert.equal(activeExecutable([tool, app], 'gone'), undefined);
    assert.equal(activeExecutable([app], 'gone'), app);
  });
});
