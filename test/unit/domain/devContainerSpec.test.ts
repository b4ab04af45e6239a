import assert from 'node:assert/strict';
import fc from 'fast-check';
import { containerNameFor } from '../../../src/domain/containerName';
import type { ContainerSpec } from '../../../src/domain/containerSpec';
import {
  adoptForFolder,
  besideContainerSpec,
  defaultDevContainerSpec,
  type AdoptedSpec,
} from '../../../src/domain/devContainerSpec';
import { parseDockerRun } from '../../../src/domain/parseDockerRun';
import { quoteArgv } from '../../../src/domain/shellQuote';
import { toDockerRun } from '../../../src/domain/toDockerRun';

const defaults = {
  hostFolder: '/home/me/app',
  folderName: 'app',
  image: 'tools:1',
  gpus: false,
};

function read(line: string): ContainerSpec {
  return parseDockerRun(line, { cwd: '/home/me/app' }).spec;
}

function adopt(line: string): AdoptedSpec {
  return adoptForFolder(read(line), '/home/me/app', 'linux');
}

function messages({ remarks }: AdoptedSpec, severity: string): string {
  return remarks
    .filter((remark) => remark.severity === severity)
    .map((remark) => remark.message)
    .join('\n');
}

suite('the dev container that Drydock proposes', () => {
  test('is a docker run line that a person can read', () => {
    assert.equal(
      quoteArgv(toDockerRun(defaultDevContainerSpec(defaults))),
      'docker run -d -it --name app --init --cap-add SYS_PTRACE --security-opt seccomp=unconfined --mount type=bind,source=/home/me/app,target=/workspace -w /workspace --stop-signal SIGHUP -l drydock.workspaceFolder=/home/me/app --entrypoint /bin/sh tools:1',
    );
  });

  test('has all GPUs when they are asked for, and none otherwise', () => {
    assert.equal(defaultDevContainerSpec(defaults).gpus, undefined);
    assert.deepEqual(defaultDevContainerSpec({ ...defaults, gpus: true }).gpus, [{ count: -1 }]);
  });

  test('is itself when its line is adopted again', () => {
    const spec = defaultDevContainerSpec(defaults);
    const { spec: adopted, remarks } = adoptForFolder(spec, defaults.hostFolder, 'linux');
    assert.deepEqual(adopted, spec);
    assert.deepEqual(remarks, []);
  });

  for (const [folderName, name] of [
    ['app', 'app'],
    ['My Project (2)', 'My-Project-2'],
    ['.hidden', 'hidden'],
    ['Übung', 'Ubung'],
    ['a', 'a-container'],
    ['项目', 'dev-container'],
  ] as const) {
    test(`is named "${name}" for the folder "${folderName}"`, () => {
      assert.equal(containerNameFor(folderName), name);
    });
  }

  test('has others beside it, called after their images, that are not taken for it', () => {
    const taken = ['app', 'app-gcc-12'];
    const beside = (image: string): ContainerSpec =>
      besideContainerSpec({ ...defaults, image }, taken);
    assert.equal(beside('gcc:10').name, 'app-gcc-10');
    assert.equal(beside('gcc:12').name, 'app-gcc-12-2');
    assert.equal(beside('ghcr.io/yard/tools:latest').name, 'app-tools');
    assert.doesNotMatch(toDockerRun(beside('gcc:10')).join(' '), /drydock\.workspaceFolder/);
    assert.deepEqual(beside('gcc:10').mounts, defaultDevContainerSpec(defaults).mounts);
  });

  test('has a name that the engine takes, whatever the folder is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (folderName) => {
        assert.match(containerNameFor(folderName), /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
      }),
    );
  });
});

suite('adopting a pasted line as the dev container of a folder', () => {
  test('what the line says stays, and the container is labelled and kept alive', () => {
    const { spec } = adopt(
      'docker run --rm --name x --gpus 1 -a stdout -v /home/me:/src -l a=b img bash',
    );
    assert.deepEqual(spec, {
      image: 'img',
      name: 'x',
      command: ['bash'],
      autoRemove: true,
      gpus: [{ count: 1 }],
      detach: true,
      interactive: true,
      tty: true,
      mounts: [{ kind: 'bind', source: '/home/me', target: '/src' }],
      labels: { a: 'b', 'drydock.workspaceFolder': '/home/me/app' },
    });
  });

  test('a bind mount keeps its options, and a missing source becomes an error', () => {
    assert.deepEqual(adopt('docker run -v /a:/b:ro,rslave,cached img').spec.mounts, [
      {
        kind: 'bind',
        source: '/a',
        target: '/b',
        readOnly: true,
        bindPropagation: 'rslave',
        consistency: 'cached',
      },
    ]);
  });

  test('volumes and mounts with SELinux labels stay as they are', () => {
    const line = 'docker run -v cache:/c -v /anonymous -v /a:/b:z img';
    assert.deepEqual(adopt(line).spec.mounts, read(line).mounts);
  });

  test('a line that does not mount the folder is told so', () => {
    const adopted = adopt('docker run -it -v /elsewhere:/workspace img');
    assert.match(messages(adopted, 'warning'), /does not mount the folder "\/home\/me\/app"/);
  });

  test('a volume over the folder hides it', () => {
    const adopted = adopt('docker run -v /home/me:/src -v cache:/src/app img');
    assert.match(messages(adopted, 'warning'), /does not mount/);
  });

  test('the forms of Windows paths are one folder', () => {
    const { spec } = parseDockerRun('docker run -v e:/Code:/src img', { cwd: 'E:\\Code' });
    const adopted = adoptForFolder(spec, 'E:\\Code\\app', 'win32');
    assert.doesNotMatch(messages(adopted, 'warning'), /does not mount/);
  });

  for (const [line, says] of [
    ['docker run --rm img', /"--rm".*removed when it stops/],
    ['docker run img nvidia-smi -L', /runs "nvidia-smi -L" and stops/],
    ['docker run --entrypoint make img all', /runs "make all" and stops/],
    ['docker run --gpus device=0,1 img', /"--gpus".*quote the list twice/],
    ['docker run -v rel/dir:/x img', /"rel\/dir".*write "\.\/rel\/dir"/],
  ] as const) {
    test(`${line} is warned about`, () => {
      assert.match(messages(adopt(line), 'warning'), says);
    });
  }

  for (const [line, says] of [
    ['docker run img', /SYS_PTRACE/],
    ['docker run img', /--init/],
    ['docker run --network host -p 80:80 img', /"-p" has no effect/],
  ] as const) {
    test(`${line} is remarked on: ${says.source}`, () => {
      assert.match(messages(adopt(line), 'information'), says);
    });
  }

  for (const line of [
    'docker run img bash',
    'docker run img /bin/sh -l',
    'docker run img sleep inf',
  ]) {
    test(`${line} waits and needs no warning`, () => {
      assert.doesNotMatch(messages(adopt(line), 'warning'), /stops/);
    });
  }
});
