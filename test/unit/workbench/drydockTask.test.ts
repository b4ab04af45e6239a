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

  test('the containers of a definition are names, each once', () => {
    const definition = parseDrydockTask({
      type: 'drydock',
      task: 'test',
      containers: ['gcc10', 'gcc14', 'gcc10', '', 7],
    });
    assert.deepEqual(definition, { type: 'drydock', task: 'test', containers: ['gcc10', 'gcc14'] });
    assert.deepEqual(parseDrydockTask({ type: 'drydock', task: 'test', containers: 'gcc10' }), {
      type: 'drydock',
      task: 'test',
    });
  });

  test('a task is called after its containers, and no target is taken for one', () => {
    const build = { type: 'drydock', task: 'build' } as const;
    assert.equal(taskName({ ...build, containers: ['gcc10', 'gcc14'] }), 'gcc10, gcc14: build');
    assert.notEqual(
      taskName({ ...build, containers: ['app'] }),
      taskName({ ...build, target: 'app' }),
    );
  });

  test('the task that builds all is called "build", as "preLaunchTask" names it', () => {
    assert.equal(taskName({ type: 'drydock', task: 'build' }), 'build');
    assert.equal(taskName({ type: 'drydock', task: 'build', target: 'app' }), 'build app');
  });
});
