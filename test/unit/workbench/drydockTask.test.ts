import assert from 'node:assert/strict';
import { parseDrydockTask, taskName } from '../../../src/workbench/build/drydockTask';

suite('drydockTask', () => {
  test('a definition of a tasks.json is read', () => {
    assert.deepEqual(parseDrydockTask({ type: 'drydock', task: 'build', target: 'app' }), {
      type: 'drydock',
      task: 'build',
      target: 'app',
    });
  });

  test('an empty target is none', () => {
    const definition = parseDrydockTask({ type: 'drydock', task: 'build', target: '' });
    assert.deepEqual(definition, { type: 'drydock', task: 'build' });
  });

  test('a task that Drydock does not know is not read', () => {
    assert.equal(parseDrydockTask({ type: 'drydock', task: 'launch' }), undefined);
    assert.equal(parseDrydockTask({ type: 'shell', task: 'build' }), undefined);
  });

  test('the task that builds all is called "build", as "preLaunchTask" names it', () => {
    assert.equal(taskName({ type: 'drydock', task: 'build' }), 'build');
    assert.equal(taskName({ type: 'drydock', task: 'build', target: 'app' }), 'build app');
  });
});
