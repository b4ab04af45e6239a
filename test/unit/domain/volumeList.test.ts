import assert from 'node:assert/strict';
import type { ContainerMount } from '../../../src/domain/container';
import type { VolumeSummary } from '../../../src/domain/volume';
import { createVolumeWords, parseVolumeOptions } from '../../../src/domain/volumeInput';
import {
  containersWith,
  mountDescription,
  mountsOf,
  sortVolumes,
  volumeDescription,
  volumeLabel,
  volumeTooltip,
} from '../../../src/domain/volumeList';
import { containerOn } from './networkSamples';

const number = '0123456789abcdef'.repeat(4);

suite('the list of volumes', () => {
  test('those with a name stand first, the anonymous ones last, the newest first', () => {
    const volumes = [
      volume(number, { isAnonymous: true, created: 1 }),
      volume('data10'),
      volume(`f${number.slice(1)}`, { isAnonymous: true, created: 2 }),
      volume('data2'),
    ];
    assert.deepEqual(sortVolumes(volumes).map(volumeLabel), [
      'data2',
      'data10',
      'f123456789ab',
      '0123456789ab',
    ]);
  });

  test('a volume shows its size once it is known, and whether containers use it', () => {
    assert.equal(volumeDescription(volume('data'), 0, undefined), 'unused');
    assert.equal(volumeDescription(volume('data'), 2, 12_300_000), '12.3 MB · 2 containers');
    assert.equal(
      volumeDescription(volume(number, { isAnonymous: true, driver: 'nfs' }), 1, 0),
      'anonymous · nfs · 0 B · 1 container',
    );
  });

  test('a container uses it by its volume mounts, not by a bind of the same name', () => {
    const data = volume('data');
    const user = containerOn('db', [], { mounts: [mount({ destination: '/var/lib' })] });
    const other = containerOn('x', [], { mounts: [mount({ type: 'bind' })] });
    assert.deepEqual(containersWith(data, [user, other]), [user]);
    assert.equal(mountDescription(mountsOf(data, user), 'running'), '/var/lib · running');
    assert.equal(
      mountDescription([mount({ writable: false })], 'exited'),
      '/data (read-only) · exited',
    );
  });

  test('its tooltip tells the options of its driver', () => {
    const tooltip = volumeTooltip(volume('nfs', { options: { type: 'nfs' } }), [], 5000, 1000);
    assert.match(tooltip, /\| Options \| `type=nfs` \|/);
    assert.match(tooltip, /\| Size \| 5 kB \|/);
  });
});

suite('what is typed for a volume', () => {
  test('options are pairs, a value with a comma in quotes', () => {
    assert.deepEqual(parseVolumeOptions('type=nfs,o="addr=10.0.0.1,rw", device=:/data'), {
      type: 'nfs',
      o: 'addr=10.0.0.1,rw',
      device: ':/data',
    });
    assert.deepEqual(parseVolumeOptions(' '), {});
  });

  for (const bad of ['type', 'type=nfs,', '=x', 'o="a', 'a=b c="d"']) {
    test(`"${bad}" cannot be read`, () => assert.equal(parseVolumeOptions(bad), undefined));
  }

  test('the docker command names what was chosen', () => {
    const words = createVolumeWords({ name: 'v', driver: 'local', options: { type: 'tmpfs' } });
    assert.equal(words.join(' '), 'volume create --opt type=tmpfs v');
    assert.equal(
      createVolumeWords({ name: 'v', driver: 'rclone' }).join(' '),
      'volume create --driver rclone v',
    );
  });
});

function volume(name: string, more: Partial<VolumeSummary> = {}): VolumeSummary {
  return {
    name,
    driver: 'local',
    scope: 'local',
    mountpoint: `/var/lib/docker/volumes/${name}/_data`,
    created: 0,
    labels: {},
    options: {},
    isAnonymous: false,
    ...more,
  };
}

function mount(more: Partial<ContainerMount>): ContainerMount {
  const usual = {
    type: 'volume',
    name: 'data',
    source: '/s',
    destination: '/data',
    writable: true,
  };
  return { ...usual, ...more };
}
