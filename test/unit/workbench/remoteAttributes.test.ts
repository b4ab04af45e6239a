import assert from 'node:assert/strict';
import { remoteAttributes } from '../../../src/workbench/debug/remoteAttributes';

const configuration = { type: 'container-gdb', request: 'launch', name: 'x' };
const place = {
  container: 'pier',
  cwd: '/src',
  user: 'dev',
  env: ['A=1', 'LINES=1\n2', 'B=x=y'],
  unset: [],
  containerEnv: [],
};

suite('what a devcontainer.json adds to a debug session', () => {
  test('is its user and its variables, in front of those of the configuration', () => {
    const environment = [{ name: 'A', value: '2' }];
    assert.deepEqual(remoteAttributes({ ...configuration, environment }, place), {
      environment: [{ name: 'A', value: '1' }, { name: 'B', value: 'x=y' }, ...environment],
      containerUser: 'dev',
    });
  });

  test('is no user where the configuration names one', () => {
    const own = { ...configuration, containerUser: 'root' };
    assert.deepEqual(remoteAttributes(own, { ...place, env: [] }), {});
  });

  test('is nothing without such a file', () => {
    assert.deepEqual(remoteAttributes(configuration, undefined), {});
  });
});
