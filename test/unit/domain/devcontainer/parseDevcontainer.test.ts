import assert from 'node:assert/strict';
import type { Devcontainer } from '../../../../src/domain/devcontainer/devcontainer';
import { substituteContainerEnv } from '../../../../src/domain/devcontainer/devcontainerVariables';
import {
  lineOf,
  parseDevcontainer,
  type ParsedDevcontainer,
} from '../../../../src/domain/devcontainer/parseDevcontainer';

const variables = {
  localWorkspaceFolder: '/home/me/app',
  localWorkspaceFolderBasename: 'app',
  devcontainerId: 'abc123',
  localEnv: { HOME: '/home/me', EMPTY: '' },
};

function parse(value: unknown): ParsedDevcontainer {
  return parseDevcontainer(typeof value === 'string' ? value : JSON.stringify(value), variables);
}

function read(value: unknown): Devcontainer {
  const { devcontainer, problems } = parse(value);
  assert.ok(devcontainer, problems.map(({ message }) => message).join('\n'));
  return devcontainer;
}

/** The words of the problems, each with what stands at its place. */
function problemsOf(text: string): string[] {
  return parse(text).problems.map(
    ({ severity, message, offset, length }) =>
      `${severity} at ${text.slice(offset, offset + length)}: ${message}`,
  );
}

suite('reading a devcontainer.json', () => {
  test('an image is enough, and comments and trailing commas are allowed', () => {
    const { devcontainer, problems } = parse(`{
      // The compiler.
      "image": "gcc:13", /* pinned */
    }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(devcontainer, {
      source: { kind: 'image', image: 'gcc:13' },
      spec: {
        image: 'gcc:13',
        mounts: [{ kind: 'bind', source: '/home/me/app', target: '/workspaces/app' }],
        workdir: '/workspaces/app',
        entrypoint: '/bin/sh',
        command: [],
        stopSignal: 'SIGHUP',
      },
      workspaceFolder: '/workspaces/app',
      gpu: 'none',
      remoteEnv: {},
      commands: {},
    });
  });

  test('a build has its Dockerfile, context, arguments, stage and caches', () => {
    const { source } = read({
      build: {
        dockerfile: '../Dockerfile',
        context: '..',
        args: { VERSION: 13, DEBUG: true, ROOT: '${localWorkspaceFolderBasename}' },
        target: 'dev',
        cacheFrom: 'me/app:cache',
      },
    });
    assert.deepEqual(source, {
      kind: 'build',
      dockerfile: '../Dockerfile',
      context: '..',
      args: { VERSION: '13', DEBUG: 'true', ROOT: 'app' },
      target: 'dev',
      cacheFrom: ['me/app:cache'],
    });
  });

  test('the old names of a build are understood', () => {
    assert.deepEqual(read({ dockerFile: 'Dockerfile', context: '..' }).source, {
      kind: 'build',
      dockerfile: 'Dockerfile',
      context: '..',
      args: {},
      cacheFrom: [],
    });
  });

  test('what the container is to be comes from all of its properties', () => {
    const { spec } = read({
      image: 'gcc',
      runArgs: ['--network', 'lab', '--cap-add=SYS_NICE', '-it', '--shm-size', '1g'],
      mounts: [
        'source=cache-${devcontainerId},target=/cache,type=volume',
        { type: 'bind', source: '${localEnv:HOME}/.ccache', target: '/ccache', readonly: true },
      ],
      containerEnv: { CC: 'clang', ROOT: '${containerWorkspaceFolder}/src', N: 4 },
      containerUser: 'dev',
      workspaceMount: 'source=${localWorkspaceFolder},target=/src,type=bind',
      workspaceFolder: '/src/app',
      init: true,
      privileged: true,
      capAdd: ['SYS_PTRACE'],
      securityOpt: ['seccomp=unconfined'],
      appPort: [3000, '8000:8010'],
      forwardPorts: [9000],
      overrideCommand: false,
    });
    assert.deepEqual(spec, {
      image: 'gcc',
      network: 'lab',
      capAdd: ['SYS_NICE', 'SYS_PTRACE'],
      interactive: true,
      tty: true,
      shmSize: 1024 ** 3,
      mounts: [
        { kind: 'bind', source: '/home/me/app', target: '/src' },
        { kind: 'volume', source: 'cache-abc123', target: '/cache' },
        { kind: 'bind', source: '/home/me/.ccache', target: '/ccache', readOnly: true },
      ],
      ports: [
        { hostPort: '3000', containerPort: 3000, protocol: 'tcp' },
        { hostPort: '8000', containerPort: 8010, protocol: 'tcp' },
        { hostIp: '127.0.0.1', hostPort: '9000', containerPort: 9000, protocol: 'tcp' },
      ],
      env: ['CC=clang', 'ROOT=/src/app/src', 'N=4'],
      user: 'dev',
      init: true,
      privileged: true,
      securityOpt: ['seccomp=unconfined'],
      workdir: '/src/app',
    });
  });

  test('an empty workspaceMount mounts nothing', () => {
    const { spec } = read({ image: 'gcc', workspaceMount: '', workspaceFolder: '/src' });
    assert.equal(spec.mounts, undefined);
  });

  test('a Compose service needs its name', () => {
    assert.deepEqual(
      read({ dockerComposeFile: ['a.yml', 'b.yml'], service: 'dev', runServices: ['db'] }).source,
      { kind: 'compose', files: ['a.yml', 'b.yml'], service: 'dev', runServices: ['db'] },
    );
    assert.deepEqual(problemsOf('{"dockerComposeFile": "a.yml"}'), [
      'error at "a.yml": With "dockerComposeFile", "service" names the service that is worked in.',
    ]);
  });

  test('commands are lines, words, or several side by side', () => {
    const { commands } = read({
      image: 'gcc',
      onCreateCommand: 'echo ${HOME} && echo ${localWorkspaceFolderBasename}',
      updateContentCommand: ['git', 'submodule', 'update'],
      postCreateCommand: { deps: 'make deps', hooks: ['sh', 'hooks.sh'] },
      postStartCommand: '',
    });
    assert.deepEqual(commands, {
      onCreateCommand: { kind: 'shell', line: 'echo ${HOME} && echo app' },
      updateContentCommand: { kind: 'argv', argv: ['git', 'submodule', 'update'] },
      postCreateCommand: {
        kind: 'parallel',
        commands: {
          deps: { kind: 'shell', line: 'make deps' },
          hooks: { kind: 'argv', argv: ['sh', 'hooks.sh'] },
        },
      },
    });
  });

  test('what is used in the running container has its user and variables', () => {
    const { remoteUser, remoteEnv } = read({
      image: 'gcc',
      remoteUser: 'dev',
      remoteEnv: { PATH: '${containerEnv:PATH}:/opt/bin', GONE: null, X: '${localEnv:NOT:y}' },
    });
    assert.equal(remoteUser, 'dev');
    assert.deepEqual(remoteEnv, {
      PATH: '${containerEnv:PATH}:/opt/bin',
      GONE: undefined,
      X: 'y',
    });
    assert.equal(
      substituteContainerEnv('${containerEnv:PATH}:/opt/bin:${containerEnv:A:b}', ['PATH=/bin']),
      '/bin:/opt/bin:b',
    );
  });

  for (const [value, need] of [
    [true, 'required'],
    [{ cores: 1000 }, 'required'],
    ['optional', 'optional'],
    [false, 'none'],
  ] as const) {
    test(`hostRequirements.gpu ${JSON.stringify(value)} makes a GPU ${need}`, () => {
      assert.equal(read({ image: 'gcc', hostRequirements: { gpu: value } }).gpu, need);
    });
  }

  test('what is not used is said where it stands, and the rest is used', () => {
    const text = `{"image": "gcc", "features": {"a": {}}, "imagee": 1, "hostRequirements": {"cpus": 4}}`;
    assert.ok(parse(text).devcontainer);
    assert.deepEqual(problemsOf(text), [
      'warning at "features": Drydock installs no features. Install what they bring in the Dockerfile, or with "onCreateCommand".',
      'warning at "imagee": Drydock knows no property "imagee" and does not use it.',
      'information at "cpus": "hostRequirements.cpus" is not used by Drydock.',
    ]);
  });

  for (const [text, problem] of [
    ['', 'error at : A "devcontainer.json" is an object in braces; this file is empty.'],
    ['[]', 'error at []: A "devcontainer.json" is an object in braces.'],
    [
      '{}',
      'error at {}: This says nothing of what the container is made from: give an "image", a "build.dockerfile", or a "dockerComposeFile" with a "service".',
    ],
    ['{"image": 3}', 'error at 3: "image" takes text in quotes here.'],
    ['{"image": "gcc", "init": "yes"}', 'error at "yes": "init" is true or false.'],
    ['{"image": "gcc", "mounts": ["target="]}', 'error at "target=": '],
    ['{"image": "gcc", "runArgs": ["--init", "--nope", "x"]}', 'error at "--nope": '],
    ['{"image": "gcc", "runArgs": ["--memory", "much"]}', 'error at "much": '],
    ['{"image": "gcc", "runArgs": ["debian"]}', 'error at "debian": "debian" is not a flag of'],
    ['{"image": "gcc", "containerEnv": "A=b"}', 'error at "A=b": "containerEnv" is an object.'],
    [
      '{"image": "gcc", "workspaceFolder": "src"}',
      'error at "src": "workspaceFolder" is a path in',
    ],
    ['{"image": "gcc", "postCreateCommand": 3}', 'error at 3: "postCreateCommand" is a command'],
    ['{"image": "gcc", "hostRequirements": {"gpu": "x"}}', 'error at "x": "hostRequirements.gpu"'],
  ] as const) {
    test(`${text === '' ? 'nothing' : text} cannot be used, and it is said why`, () => {
      assert.equal(parse(text).devcontainer, undefined);
      const [first] = problemsOf(text);
      assert.equal(first?.slice(0, problem.length), problem);
    });
  }

  test('JSON that is broken is marked at its line', () => {
    const text = '{\n  "image": "gcc"\n  "init": true\n}';
    const { devcontainer, problems } = parse(text);
    assert.equal(devcontainer, undefined);
    assert.equal(problems[0]?.message, 'This cannot be read as JSON (CommaExpected).');
    assert.equal(lineOf(text, problems[0].offset), 3);
  });

  test('a variable that is unknown, not set, or not known yet is said', () => {
    assert.deepEqual(
      problemsOf(
        '{"image": "${localEnv:IMAGE:gcc}", "containerEnv": {"A": "${nope}", "B": "${localEnv:NOT}", "C": "${containerEnv:PATH}"}}',
      ),
      [
        'warning at "${nope}": "${nope}" is no variable that can be used here; it stays as it is.',
        'information at "${localEnv:NOT}": The variable "NOT" is not set in the environment of the editor, so it is empty.',
        'warning at "${containerEnv:PATH}": The variables of the container are known only once it runs: "containerEnv" works in "remoteEnv" and in commands.',
      ],
    );
  });

  test('a workspaceFolder beside the mount is warned of', () => {
    assert.match(
      problemsOf('{"image": "gcc", "workspaceFolder": "/src"}')[0] ?? '',
      /^warning at "\/src": Without a "workspaceMount" the folder is mounted at "\/workspaces\/app"/,
    );
  });
});
