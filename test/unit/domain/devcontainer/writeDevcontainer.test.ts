import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ContainerSpec } from '../../../../src/domain/containerSpec';
import { defaultDevContainerSpec } from '../../../../src/domain/devContainerSpec';
import type { Devcontainer } from '../../../../src/domain/devcontainer/devcontainer';
import { parseDevcontainer } from '../../../../src/domain/devcontainer/parseDevcontainer';
import { toDevcontainer } from '../../../../src/domain/devcontainer/toDevcontainer';
import { writeDevcontainer } from '../../../../src/domain/devcontainer/writeDevcontainer';
import { applySpecPatch } from '../../../../src/domain/lint/specFinding';
import { parseDockerRun } from '../../../../src/domain/parseDockerRun';
import { toDockerRun } from '../../../../src/domain/toDockerRun';

const hostFolder = '/home/me/app';
const names = { name: 'App', containerName: 'app', fromContainer: false };

function specOf(line: string, cwd = hostFolder): ContainerSpec {
  return parseDockerRun(line, { cwd }).spec;
}

function parse(text: string): Devcontainer {
  const { devcontainer, problems } = parseDevcontainer(text, {
    localWorkspaceFolder: hostFolder,
    localWorkspaceFolderBasename: 'app',
    devcontainerId: 'id',
    localEnv: {},
  });
  assert.ok(devcontainer, problems.map(({ message }) => message).join('\n'));
  return devcontainer;
}

suite('writing a devcontainer.json', () => {
  test('what has a property of its own is written there, the rest as flags', () => {
    const { properties, unsupported } = toDevcontainer(
      specOf(
        'docker run -dit --rm --name x --gpus all --init --cap-add SYS_PTRACE --security-opt seccomp=unconfined ' +
          `-v ${hostFolder}:/src -w /src/sub --mount type=bind,source=${hostFolder}/data,target=/data ` +
          '-v cache:/cache -p 8080:80 -e CC=clang -e TOKEN -u 1000:1000 --shm-size 1g -l team=a -l drydock.workspaceFolder=/x gcc:13',
      ),
      hostFolder,
    );
    assert.deepEqual(unsupported, []);
    assert.deepEqual(properties, {
      image: 'gcc:13',
      workspaceMount: 'type=bind,source=${localWorkspaceFolder},target=/src',
      workspaceFolder: '/src/sub',
      containerEnv: { CC: 'clang' },
      containerUser: '1000:1000',
      mounts: ['type=bind,source=${localWorkspaceFolder}/data,target=/data'],
      appPort: ['8080:80'],
      init: true,
      capAdd: ['SYS_PTRACE'],
      securityOpt: ['seccomp=unconfined'],
      hostRequirements: { gpu: true },
      runArgs: [
        '--rm',
        '--name',
        'x',
        '-v',
        'cache:/cache',
        '-e',
        'TOKEN',
        '--shm-size',
        '1g',
        '-l',
        'team=a',
      ],
    });
  });

  test('a command has no place, and it is said', () => {
    const { properties, unsupported } = toDevcontainer(
      specOf('docker run gcc make -j'),
      hostFolder,
    );
    assert.deepEqual(unsupported, ['make', '-j']);
    assert.equal(properties['overrideCommand'], false);
  });

  test('the container that Drydock makes of a folder is made again from its file', () => {
    const spec = defaultDevContainerSpec({
      hostFolder,
      folderName: 'app',
      image: 'gcc:13',
      gpus: false,
    });
    const { text } = writeDevcontainer({ spec, hostFolder, ...names, keepSource: false });
    const again = parse(text);
    assert.equal(again.name, 'App');
    const { labels, name, ...rest } = spec;
    assert.deepEqual([name, Object.keys(labels ?? {})], ['app', ['drydock.workspaceFolder']]);
    assert.deepEqual(
      { ...again.spec, detach: true, interactive: true, tty: true, command: undefined },
      { ...rest, command: undefined },
    );
  });

  test('every line that docker run takes says the same after it was a file', () => {
    const lines = ['docker-run-golden.jsonl', 'docker-run-more.jsonl']
      .flatMap((name) =>
        readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
          .trim()
          .split('\n'),
      )
      .map((line) => JSON.parse(line) as { command: string; body?: unknown })
      .filter(({ body }) => body !== undefined);
    const differing = lines.flatMap(({ command }) => {
      const spec = specOf(command, '/elsewhere');
      const again = parse(JSON.stringify(toDevcontainer(spec, hostFolder).properties));
      const gpus = again.gpu === 'required' ? [{ count: -1 }] : again.spec.gpus;
      const [before, after] = [comparable(spec), comparable({ ...again.spec, gpus: gpus ?? [] })];
      return before === after ? [] : [`${command}\n  ${before}\n  ${after}`];
    });
    assert.ok(lines.length > 100);
    assert.deepEqual(differing, []);
  });

  test('of a file that is there only what says something else is changed', () => {
    const text = `{
  // The compiler that the team uses.
  "image": "gcc:13",
  "capAdd": ["SYS_PTRACE"], // for gdb
  "mounts": ["source=\${localWorkspaceFolder}/data,target=/data,type=bind"],
  "containerEnv": { "CC": "gcc" },
  "customizations": {
    "vscode": {} // theirs
  },
  "init": true,
  "postCreateCommand": "make deps"
}
`;
    const devcontainer = parse(text);
    const spec: ContainerSpec = { ...devcontainer.spec, env: ['CC=clang'], init: false };
    const written = writeDevcontainer(
      { spec, hostFolder, ...names, keepSource: false },
      { text, devcontainer },
    );
    assert.equal(
      written.text,
      text
        .replace('{ "CC": "gcc" }', '{\n    "CC": "clang"\n  }')
        .replace('  "init": true,\n', '')
        .replace('"make deps"', '"make deps",\n  "runArgs": [\n    "--init=false"\n  ]'),
    );
  });

  test('what the engine filled in is not taken for a wish', () => {
    const spec: ContainerSpec = { image: 'gcc', cgroupns: 'host' };
    const content = { ...names, spec, hostFolder, keepSource: false };
    assert.match(writeDevcontainer(content).text, /"--cgroupns"/);
    assert.doesNotMatch(writeDevcontainer({ ...content, fromContainer: true }).text, /cgroupns/);
    const text =
      '{ "image": "gcc", "workspaceMount": "", "workspaceFolder": "/", "runArgs": ["--cgroupns=private"] }';
    const present = { text, devcontainer: parse(text) };
    assert.equal(writeDevcontainer({ ...content, fromContainer: true }, present).text, text);
  });

  test('what the container is made from stays when it was made from the file', () => {
    const text = '{\n  "build": { "dockerfile": "Dockerfile" }\n}\n';
    const devcontainer = parse(text);
    const spec = { ...devcontainer.spec, image: 'app:devcontainer' };
    const kept = writeDevcontainer(
      { spec, hostFolder, ...names, keepSource: true },
      { text, devcontainer },
    );
    assert.equal(kept.text, text);
    const replaced = writeDevcontainer(
      { spec, hostFolder, ...names, keepSource: false },
      { text, devcontainer },
    );
    assert.deepEqual(parse(replaced.text).source, { kind: 'image', image: 'app:devcontainer' });
  });
});

/** What a file can say of a specification, as flags in one order. */
function comparable(spec: ContainerSpec): string {
  const { entrypoint, workdir, env } = spec;
  const flags = toDockerRun(
    applySpecPatch(spec, {
      command: undefined,
      detach: undefined,
      attach: undefined,
      interactive: undefined,
      tty: undefined,
      stopSignal: undefined,
      entrypoint: entrypoint === '/bin/sh' ? undefined : entrypoint,
      // The file always says where one works, and of each variable only the last value.
      workdir: workdir ?? '/',
      env: [...new Map(env?.map((entry) => [entry.split('=')[0], entry])).values()],
    }),
  );
  return [...flags].sort().join(' ');
}
