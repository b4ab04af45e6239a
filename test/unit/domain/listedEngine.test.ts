import assert from 'node:assert/strict';
import { listedEngines, withEngine, withoutEngine } from '../../../src/domain/listedEngine';

const socket = 'unix:///var/run/docker.sock';

suite('the list of engines', () => {
  test('has the one that is found, contexts, DOCKER_HOST, sockets, and what the settings hold, each once', () => {
    const listed = listedEngines({
      current: 'lab',
      additional: [' tcp://far:2376 ', socket],
      contexts: [{ name: 'lab', url: 'ssh://lab' }],
      sockets: [socket, 'unix:///run/podman/podman.sock'],
      environment: 'tcp://near:2375',
    });
    assert.deepEqual(
      listed.map(({ setting, origin, role }) => `${setting}: ${origin}, ${role}`),
      [
        ': automatic, other',
        'lab: context, current',
        'tcp://near:2375: environment, other',
        `${socket}: socket, additional`,
        'unix:///run/podman/podman.sock: socket, other',
        'tcp://far:2376: setting, additional',
      ],
    );
    assert.equal(listed[1]?.url, 'ssh://lab');
  });

  test('without a choice the one that is found is in use', () => {
    const sources = {
      current: '',
      additional: [],
      contexts: [],
      sockets: [],
      environment: undefined,
    };
    assert.deepEqual(listedEngines(sources), [
      { setting: '', origin: 'automatic', role: 'current' },
    ]);
  });

  test('an address that only the setting of the engine in use holds is listed, too', () => {
    const sources = {
      current: 'tcp://a:1',
      additional: [],
      contexts: [],
      sockets: [],
      environment: '',
    };
    assert.deepEqual(listedEngines(sources)[1], {
      setting: 'tcp://a:1',
      origin: 'setting',
      role: 'current',
    });
  });

  test('an engine is added once and taken away however it was typed', () => {
    assert.deepEqual(withEngine([' a '], 'a'), ['a']);
    assert.deepEqual(withEngine(['a'], 'b'), ['a', 'b']);
    assert.deepEqual(withoutEngine([' a ', 'b'], 'a'), ['b']);
  });
});
