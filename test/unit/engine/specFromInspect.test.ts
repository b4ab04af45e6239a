import assert from 'node:assert/strict';
import { LooseJson } from '../../../src/engine/looseJson';
import { specFromInspect } from '../../../src/engine/specFromInspect';

const id = '4f1ae9c0d2b37f5a4f1ae9c0d2b37f5a4f1ae9c0d2b37f5a4f1ae9c0d2b37f5a';

function read(container: object, imageConfig: object = {}) {
  return specFromInspect(
    new LooseJson({ Id: id, Name: '/dev', ...container }),
    new LooseJson({ Config: imageConfig }),
    { anonymousVolumes: 'carry' },
  );
}

const streams = { AttachStdout: true, AttachStderr: true, Hostname: id.slice(0, 12) };

suite('reading a specification out of the answer to inspect', () => {
  test('what the image gives is left out', () => {
    const ofImage = {
      Env: ['PATH=/bin', 'A=1'],
      User: 'dev',
      WorkingDir: '/src',
      Entrypoint: ['/init', 'run'],
      Cmd: ['sh'],
      Labels: { of: 'image' },
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGINT',
      Healthcheck: { Test: ['CMD-SHELL', 'true'] },
    };
    const Config = { ...ofImage, ...streams, Image: 'tools', Env: ['PATH=/bin', 'A=2'] };
    assert.deepEqual(read({ Config }, ofImage).spec, {
      image: 'tools',
      name: 'dev',
      env: ['A=2'],
    });
  });

  test('an entry point of several words goes on in the command', () => {
    const Config = { ...streams, Image: 'a', Entrypoint: ['sh', '-c'], Cmd: ['make'] };
    const { entrypoint, command } = read({ Config }).spec;
    assert.deepEqual([entrypoint, command], ['sh', ['-c', 'make']]);
  });

  test('a cleared entry point stays cleared', () => {
    const Config = { ...streams, Image: 'a', Entrypoint: null, Cmd: ['sh'] };
    const { entrypoint, command } = read({ Config }, { Entrypoint: ['/init'], Cmd: ['sh'] }).spec;
    assert.deepEqual([entrypoint, command], ['', ['sh']]);
  });

  test("a container of Compose keeps its labels, but not Compose's own", () => {
    const Labels = { 'com.docker.compose.project': 'app', mine: '1' };
    const { labels } = read({ Config: { ...streams, Image: 'a', Labels } }).spec;
    assert.deepEqual(labels, { mine: '1' });
  });

  test('the networks beside its own are to be connected afterwards', () => {
    const { spec, otherNetworks } = read({
      Config: { ...streams, Image: 'a' },
      HostConfig: { NetworkMode: 'net-id' },
      NetworkSettings: {
        Networks: {
          app: { NetworkID: 'net-id', Aliases: ['db', id.slice(0, 12)] },
          back: { IPAMConfig: { IPv4Address: '10.0.0.5' }, Aliases: null },
        },
      },
    });
    assert.deepEqual([spec.network, spec.networkAliases], ['app', ['db']]);
    assert.deepEqual(otherNetworks, [{ network: 'back', ip: '10.0.0.5' }]);
  });

  test('GPUs come back as they were asked for', () => {
    const DeviceRequests = [
      { Driver: '', Count: -1, DeviceIDs: null, Capabilities: [['gpu']], Options: {} },
      { Driver: '', Count: 0, DeviceIDs: ['0', '2'], Capabilities: [['utility', 'gpu']] },
      { Driver: 'cdi', Count: 0, DeviceIDs: ['nvidia.com/gpu=0'] },
    ];
    const { gpus, cdiDevices } = read({ Config: streams, HostConfig: { DeviceRequests } }).spec;
    assert.deepEqual(gpus, [{ count: -1 }, { deviceIds: ['0', '2'], capabilities: ['utility'] }]);
    assert.deepEqual(cdiDevices, ['nvidia.com/gpu=0']);
  });

  test('anonymous volumes are carried by name, those asked for stay as they were', () => {
    const { mounts } = read({
      Config: streams,
      HostConfig: { Binds: ['cache:/root/.cache:ro', '/home/me:/src'] },
      Mounts: [
        { Type: 'volume', Name: 'cache', Destination: '/root/.cache', RW: false },
        { Type: 'bind', Source: '/home/me', Destination: '/src', RW: true },
        { Type: 'volume', Name: 'f00', Destination: '/data', RW: true },
      ],
    }).spec;
    assert.deepEqual(mounts, [
      { kind: 'volumeFlag', source: 'cache', target: '/root/.cache', options: 'ro' },
      { kind: 'volumeFlag', source: '/home/me', target: '/src' },
      { kind: 'volume', source: 'f00', target: '/data' },
    ]);
  });
});
