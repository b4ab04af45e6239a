import assert from 'node:assert/strict';
import { dockerCommand } from '../../../src/domain/dockerCommand';

suite('dockerCommand', () => {
  test('needs nothing more for the engine that docker uses itself', () => {
    assert.deepEqual(dockerCommand('', 'stop', 'dev'), ['docker', 'stop', 'dev']);
  });

  test('names an address', () => {
    assert.deepEqual(dockerCommand('tcp://host:2376', 'ps'), [
      ...['docker', '--host', 'tcp://host:2376', 'ps'],
    ]);
  });

  test('names a Docker context', () => {
    assert.deepEqual(dockerCommand('lab', 'ps'), ['docker', '--context', 'lab', 'ps']);
  });
});
