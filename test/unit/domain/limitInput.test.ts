import assert from 'node:assert/strict';
import type { ContainerLimits } from '../../../src/domain/container';
import { changesText } from '../../../src/domain/containerChange';
import { limitText, parseLimit } from '../../../src/domain/limitInput';

suite('a limit of a container as text', () => {
  test('is read as docker update reads it', () => {
    assert.deepEqual(parseLimit('memory', ' 512m '), { memory: 512 * 1024 * 1024 });
    assert.deepEqual(parseLimit('cpus', '.5'), { cpus: 0.5 });
    assert.deepEqual(parseLimit('pids', '0'), { pids: 0 });
    assert.deepEqual(parseLimit('cpuShares', '512'), { cpuShares: 512 });
    assert.deepEqual(parseLimit('cpusetCpus', '0-3,6'), { cpusetCpus: '0-3,6' });
  });

  test('is refused where the engine would refuse or ignore it', () => {
    const refused = [
      parseLimit('memory', '0'),
      parseLimit('memory', '5m'),
      parseLimit('memory', 'much'),
      parseLimit('cpus', '0'),
      parseLimit('cpus', ''),
      parseLimit('pids', '-1'),
      parseLimit('cpuShares', '1'),
      parseLimit('cpusetCpus', '3-'),
    ];
    assert.deepEqual(new Set(refused), new Set([undefined]));
  });

  test('is shown as it is typed, and empty where there is none', () => {
    const limits: ContainerLimits = {
      memory: 8 * 1024 ** 3,
      memoryReservation: 0,
      memorySwap: 0,
      cpus: 1.5,
      cpuShares: 0,
      cpusetCpus: '',
      pids: 0,
      restart: { name: 'no' },
    };
    assert.equal(limitText(limits, 'memory'), '8g');
    assert.equal(limitText(limits, 'cpus'), '1.5');
    assert.equal(limitText(limits, 'pids'), '');
  });
});

suite('the changes of a container against its image', () => {
  test('stand in the order of their paths, as docker diff writes them', () => {
    const text = changesText([
      { kind: 'added', containerPath: '/made' },
      { kind: 'changed', containerPath: '/bin' },
      { kind: 'deleted', containerPath: '/bin/yes' },
    ]);
    assert.equal(text, 'C /bin\nD /bin/yes\nA /made\n');
  });
});
