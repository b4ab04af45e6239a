import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContainerMount } from '../../../src/domain/container';
import {
  createPathMap,
  hostPathOfMountSource,
  sourceFileMapPairs,
  type HostPlatform,
} from '../../../src/domain/pathMap';

const bind = (source: string, destination: string): ContainerMount => ({
  type: 'bind',
  source,
  destination,
  writable: true,
});
const volume = (destination: string): ContainerMount => ({
  type: 'volume',
  source: '/var/lib/docker/volumes/x/_data',
  destination,
  writable: true,
});

suite('path map', () => {
  const map = createPathMap(
    [bind('/home/ann/app', '/workspace'), bind('/home/ann/app/data', '/data')],
    { platform: 'linux' },
  );

  test('a file under a mount converts both ways', () => {
    assert.equal(map.toContainer('/home/ann/app/src/main.cpp'), '/workspace/src/main.cpp');
    assert.equal(map.toHost('/workspace/src/main.cpp'), '/home/ann/app/src/main.cpp');
  });
  test('the root of a mount converts to the root', () => {
    assert.equal(map.toContainer('/home/ann/app/'), '/workspace');
    assert.equal(map.toHost('/workspace/'), '/home/ann/app');
  });
  test('the longest root wins', () => {
    assert.equal(map.toContainer('/home/ann/app/data/a.bin'), '/data/a.bin');
  });
  test('a name that only begins like the root is not under it', () => {
    assert.equal(map.toContainer('/home/ann/app2/main.cpp'), undefined);
    assert.equal(map.toHost('/workspace2/main.cpp'), undefined);
  });
  test('a path that no mount shows exists only on its own side', () => {
    assert.equal(map.toHost('/usr/include/c++/12/vector'), undefined);
    assert.equal(map.toContainer('/etc/passwd'), undefined);
  });
  test('dots in a container path, as compilers write them, are resolved', () => {
    assert.equal(map.toHost('/workspace/build/../src/main.cpp'), '/home/ann/app/src/main.cpp');
  });
  test('a volume inside the mount hides the files of the host below it', () => {
    const shadowed = createPathMap([bind('/p', '/workspace'), volume('/workspace/build')], {
      platform: 'linux',
    });
    assert.equal(shadowed.toHost('/workspace/build/app'), undefined);
    assert.equal(shadowed.toContainer('/p/build/app'), undefined);
    assert.equal(shadowed.toHost('/workspace/src/a.cpp'), '/p/src/a.cpp');
  });
  test('a mount of the host root shows every path', () => {
    const root = createPathMap([bind('/', '/host')], { platform: 'linux' });
    assert.equal(root.toContainer('/etc/hosts'), '/host/etc/hosts');
    assert.equal(root.toHost('/host/etc/hosts'), '/etc/hosts');
    assert.equal(root.toHost('/host'), '/');
  });
  test("the user's own pairs win over the mounts", () => {
    const own = createPathMap([bind('/p', '/workspace')], {
      platform: 'linux',
      overrides: sourceFileMapPairs({
        '/workspace/third': '/q/third',
        '/build': { editorPath: '/r', useForBreakpoints: false },
      }),
    });
    assert.equal(own.toHost('/workspace/third/a.c'), '/q/third/a.c');
    assert.equal(own.toContainer('/q/third/a.c'), '/workspace/third/a.c');
    assert.equal(own.toHost('/build/b.c'), '/r/b.c');
    assert.equal(own.toContainer('/r/b.c'), undefined);
    assert.equal(own.toHost('/workspace/a.c'), '/p/a.c');
  });
  test('on Windows, case and slashes do not count and the result has backslashes', () => {
    const windows = createPathMap([bind('/run/desktop/mnt/host/e/Code/Cuda', '/workspace')], {
      platform: 'win32',
    });
    assert.equal(windows.toContainer('e:\\code\\cuda\\src\\Main.cu'), '/workspace/src/Main.cu');
    assert.equal(windows.toContainer('E:/Code/Cuda/a.cu'), '/workspace/a.cu');
    assert.equal(windows.toHost('/workspace/src/a.cu'), 'E:\\Code\\Cuda\\src\\a.cu');
  });

  const forms: [HostPlatform, string, string | undefined][] = [
    ['linux', '/home/a', '/home/a'],
    ['linux', '/host_mnt/home/a', '/home/a'],
    ['linux', '/mnt/e/Code', '/mnt/e/Code'],
    ['darwin', '/host_mnt/Users/a', '/Users/a'],
    ['darwin', '/Users/a', '/Users/a'],
    ['win32', 'E:\\Code', 'E:\\Code'],
    ['win32', 'e:/Code', 'E:\\Code'],
    ['win32', '/host_mnt/e/Code', 'E:\\Code'],
    ['win32', '/mnt/e/Code', 'E:\\Code'],
    ['win32', '//e/Code', 'E:\\Code'],
    ['win32', '\\\\wsl.localhost\\Ubuntu\\home\\a', '\\\\wsl.localhost\\Ubuntu\\home\\a'],
    ['win32', '/var/lib/x', undefined],
    ['wsl', 'E:\\Code', '/mnt/e/Code'],
    ['wsl', '/run/desktop/mnt/host/e/Code', '/mnt/e/Code'],
    ['wsl', '/mnt/e/Code', '/mnt/e/Code'],
    ['wsl', '\\\\wsl$\\Ubuntu\\home\\a', '/home/a'],
    ['wsl', '/home/a', '/home/a'],
    ['wsl', '/run/desktop/mnt/host/wsl/docker-desktop-bind-mounts/U/1a', undefined],
  ];
  for (const [platform, source, expected] of forms) {
    test(`on ${platform}, the mount source ${source} is ${expected ?? 'out of reach'}`, () => {
      assert.equal(hostPathOfMountSource(source, platform), expected);
    });
  }

  test('every host path under a mount comes back as it was', () => {
    const segment = fc.stringMatching(/^[\w+ ü-]{1,8}$/);
    const path = fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(path, path, path, (hostRoot, containerRoot, rest) => {
        const roundTrip = createPathMap([bind(hostRoot, containerRoot)], { platform: 'linux' });
        const hostPath = `${hostRoot === '/' ? '' : hostRoot}${rest}`.replace(/(.)\/$/, '$1');
        const containerPath = roundTrip.toContainer(hostPath);
        assert.ok(containerPath);
        assert.equal(roundTrip.toHost(containerPath), hostPath);
      }),
    );
  });
});
