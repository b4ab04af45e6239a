import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContainerSpec, Mount } from '../../../src/domain/containerSpec';
import { DockerRunError, type DockerRunErrorKind } from '../../../src/domain/dockerRunError';
import { parseDockerRun } from '../../../src/domain/parseDockerRun';
import { quoteArgv } from '../../../src/domain/shellQuote';
import { toDockerRun } from '../../../src/domain/toDockerRun';

const context = {
  cwd: '/home/me/my project',
  home: '/home/me',
  env: { UID: '1000', GID: '1001', DISPLAY: ':0' },
};

function read(text: string): ContainerSpec {
  return parseDockerRun(text, context).spec;
}

function refusal(text: string): DockerRunError {
  try {
    read(text);
  } catch (error) {
    assert.ok(error instanceof DockerRunError);
    return error;
  }
  throw new Error(`"${text}" was not refused.`);
}

function bindOf(text: string): string | undefined {
  return read(text).mounts?.[0]?.source;
}

suite('reading a pasted docker run line', () => {
  test('the tutorial line is read as a whole', () => {
    assert.deepEqual(
      read(
        'docker run --name cuda_test -it --gpus all --cap-add=SYS_PTRACE --security-opt seccomp=unconfined -v /mnt/e/Code/Cuda_test:/workspace cuda-cudnn:12.3.2 /bin/bash',
      ),
      {
        image: 'cuda-cudnn:12.3.2',
        name: 'cuda_test',
        command: ['/bin/bash'],
        interactive: true,
        tty: true,
        gpus: [{ count: -1 }],
        capAdd: ['SYS_PTRACE'],
        securityOpt: ['seccomp=unconfined'],
        mounts: [{ kind: 'volumeFlag', source: '/mnt/e/Code/Cuda_test', target: '/workspace' }],
      },
    );
  });

  test('everything after the image is the command', () => {
    assert.deepEqual(read('docker run --rm img ls --rm -it').command, ['ls', '--rm', '-it']);
  });

  for (const prefix of [
    '$ docker run',
    '# docker run',
    '% docker run',
    '> docker run',
    'me@host:~/src$ docker run',
    '[me@host src]$ docker run',
    '(venv) me@host:/$ docker run',
    'PS C:\\Users\\me> docker run',
    'C:\\Users\\me>docker run',
    '!docker run',
    'sudo docker run',
    'sudo -E -u root docker run',
    'winpty docker run',
    'DOCKER_HOST=tcp://gpu:2375 docker run',
    'docker --context gpu run',
    'docker -H tcp://gpu:2375 run',
    'docker container run',
    'docker container create',
    'docker create',
    '/usr/bin/docker run',
    'docker.exe run',
    'podman run',
    'nerdctl -n k8s.io run',
    '```sh\ndocker run',
    '\u00A0docker\u00A0run',
  ]) {
    test(`the line may start with ${JSON.stringify(prefix)}`, () => {
      assert.deepEqual(read(`${prefix} -e A=1 img`), { image: 'img', env: ['A=1'] });
    });
  }

  test('nvidia-docker asks for its runtime', () => {
    assert.equal(read('nvidia-docker run img').runtime, 'nvidia');
  });

  for (const [shell, end] of [
    ['sh', ' \\'],
    ['sh with blanks after the backslash', ' \\  '],
    ['cmd', ' ^'],
    ['PowerShell', ' `'],
    ['no shell at all', ''],
  ] as const) {
    test(`continuation lines of ${shell} are joined`, () => {
      const text = ['docker run -it', '  --name x', '  -v /a:/b img'].join(`${end}\r\n`);
      assert.equal(read(text).name, 'x');
      assert.equal(read(text).image, 'img');
    });
  }

  test('prompts of continuation lines are dropped', () => {
    assert.equal(read('$ docker run -it \\\n> --name x \\\n> img').image, 'img');
  });

  test('long dashes and smart quotes of web pages are what they were', () => {
    assert.deepEqual(read('docker run –it —name x –gpus all –v “/a b:/c” −e ‘K=V W’ img'), {
      image: 'img',
      interactive: true,
      tty: true,
      name: 'x',
      gpus: [{ count: -1 }],
      mounts: [{ kind: 'volumeFlag', source: '/a b', target: '/c' }],
      env: ['K=V W'],
    });
    assert.deepEqual(read('docker run \u2010\u2010name x \u2011i img').name, 'x');
  });

  test('a dash within a word stays what it is', () => {
    assert.deepEqual(read('docker run -e "A=x – y" img').env, ['A=x – y']);
  });

  for (const written of [
    '$(pwd)',
    '`pwd`',
    '$PWD',
    '${PWD}',
    '"$(pwd)"',
    '"${PWD}"',
    '%cd%',
    '"%cd%"',
    '${pwd}',
    '$(Get-Location)',
    '.',
    './',
  ]) {
    test(`${written} is the working directory`, () => {
      assert.equal(bindOf(`docker run -v ${written}:/workspace img`), '/home/me/my project');
    });
  }

  for (const written of ['~', '$HOME', '"${HOME}"', '%USERPROFILE%', '$env:USERPROFILE']) {
    test(`${written} is the home directory`, () => {
      assert.equal(bindOf(`docker run -v ${written}/src:/src img`), '/home/me/src');
    });
  }

  test('the ids of the user and known variables are filled in', () => {
    const spec = read('docker run -u $(id -u):$(id -g) -e DISPLAY=$DISPLAY img');
    assert.equal(spec.user, '1000:1001');
    assert.deepEqual(spec.env, ['DISPLAY=:0']);
  });

  test('single quotes keep what looks like a variable', () => {
    assert.deepEqual(read("docker run img sh -c 'echo $HOME $(ls)'").command, [
      'sh',
      '-c',
      'echo $HOME $(ls)',
    ]);
  });

  test('a Windows path keeps its backslashes', () => {
    assert.equal(bindOf('docker run -v E:\\Code\\app:/workspace img'), 'E:\\Code\\app');
    assert.equal(bindOf('docker run -v "C:\\My Code":/workspace img'), 'C:\\My Code');
    assert.equal(
      bindOf('docker run -v \\\\wsl.localhost\\Ubuntu\\home:/workspace img'),
      '\\\\wsl.localhost\\Ubuntu\\home',
    );
  });

  test('a relative source starts at a Windows working directory too', () => {
    const { spec } = parseDockerRun('docker run -v .\\src:/src img', { cwd: 'E:\\Code' });
    assert.equal(spec.mounts?.[0]?.source, 'E:\\Code\\src');
  });

  test('other commands of the text are left aside and named', () => {
    const { spec, notes } = parseDockerRun(
      '# get it first\ndocker pull img && docker run -d img # in the background\ndocker ps',
      context,
    );
    assert.deepEqual(spec, { image: 'img', detach: true });
    assert.match(notes.join('\n'), /"docker pull img"[^]*"docker ps"/);
  });

  test('what was asked of another engine is said', () => {
    const { notes } = parseDockerRun('docker --context gpu run img', context);
    assert.match(notes.join(), /"--context gpu" is not used/);
  });

  test('a value of podman is taken from podman only', () => {
    assert.equal(read('podman run --userns keep-id img').userns, 'keep-id');
  });

  test('the fields of --network are those of the separate flags', () => {
    assert.deepEqual(
      read('docker run --network name=net,alias=db,ip=172.20.0.5 img'),
      read('docker run --network net --network-alias db --ip 172.20.0.5 img'),
    );
  });

  const refusals: readonly (readonly [text: string, kind: DockerRunErrorKind, says: string])[] = [
    ['', 'notDockerRun', 'no command'],
    ['docker ps', 'notDockerRun', '"docker ps"'],
    ['make -j4', 'notDockerRun', '"make -j4"'],
    ['docker run', 'missingImage', 'names no image'],
    ['docker run -it', 'missingImage', 'names no image'],
    ['docker run --bogus img', 'unknownFlag', '"--bogus"'],
    ['docker run -itx img', 'unknownFlag', '"-x in -itx"'],
    ['docker run -e', 'missingValue', '"-e"'],
    ['docker run --gpus img', 'invalidValue', '"--gpus img"'],
    ['docker run -v "/a:/b img', 'unclosedQuote', 'never closed'],
    ["docker run -e 'a img", 'unclosedQuote', 'never closed'],
    ['docker run -v $SRC:/src img', 'unknownExpansion', '"$SRC"'],
    ['docker run -v $(git rev-parse):/src img', 'unknownExpansion', '"$(git rev-parse)"'],
    ['docker run --rm --restart always img', 'conflict', '"--rm" and "--restart"'],
    ['docker run My/Image', 'invalidValue', 'My/Image'],
    ['docker run --network a --network b img', 'unsupported', 'one network'],
  ];
  for (const [text, kind, says] of refusals) {
    test(`${JSON.stringify(text)} is refused, because ${says}`, () => {
      const error = refusal(text);
      assert.equal(error.kind, kind);
      assert.ok(error.message.includes(says), error.message);
    });
  }
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const size = fc.integer({ min: 1, max: 2 ** 40 });
const count = fc.integer({ min: -1000, max: 1_000_000 });
const containerPath = word.map((name) => `/${name}`);
const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength: 3 });
const map = (value: fc.Arbitrary<string>): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(word, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

const mounts = (anyText: fc.Arbitrary<string>): fc.Arbitrary<Mount> =>
  fc.oneof(
    fc.record(
      {
        kind: fc.constant('volumeFlag' as const),
        source: fc.oneof(
          containerPath,
          word.map((name) => `${name}vol`),
          fc.constant('C:\\a b'),
        ),
        target: containerPath,
        options: fc.constantFrom('ro', 'rw,z'),
      },
      { requiredKeys: ['kind', 'source', 'target'] },
    ),
    fc.record({ kind: fc.constant('volumeFlag' as const), target: containerPath }),
    fc.record(
      {
        kind: fc.constant('bind' as const),
        source: anyText.map((text) => `/${text}`),
        target: anyText.map((text) => `/${text}`),
        readOnly: fc.constant(true),
        bindPropagation: fc.constantFrom('rshared', 'rslave'),
        bindNonRecursive: fc.constant(true),
        consistency: fc.constantFrom('cached', 'delegated'),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
    fc.record(
      {
        kind: fc.constant('volume' as const),
        source: word,
        target: containerPath,
        volumeNoCopy: fc.constant(true),
        volumeSubpath: word,
        volumeDriver: word,
        volumeOptions: map(anyText),
        volumeLabels: map(anyText),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
    fc.record(
      {
        kind: fc.constant('tmpfs' as const),
        target: containerPath,
        tmpfsSize: size,
        tmpfsMode: fc.integer({ min: 0, max: 0o7777 }),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
  );

const port = fc.record(
  {
    hostIp: fc.constantFrom('127.0.0.1', '::1'),
    hostPort: fc.constantFrom('8080', '9000-9010'),
    containerPort: fc.integer({ min: 0, max: 65535 }),
    protocol: fc.constantFrom('tcp', 'udp', 'sctp'),
  },
  { requiredKeys: ['containerPort', 'protocol'] },
);

const gpu = fc.oneof(
  fc.record({ count: fc.integer({ min: -1, max: 8 }) }),
  fc.record(
    {
      driver: word,
      deviceIds: list(word),
      capabilities: list(word),
      options: map(word),
    },
    { requiredKeys: ['deviceIds'] },
  ),
);

const rates = (unit: fc.Arbitrary<number>) =>
  list(fc.record({ hostPath: word.map((name) => `/dev/${name}`), rate: unit }));

/** Specifications that use every field, with text of the given characters. */
function specifications(unit: 'grapheme' | 'grapheme-ascii'): fc.Arbitrary<ContainerSpec> {
  const someText = fc.string({ unit });
  const anyText = fc.string({ unit, minLength: 1 });
  return fc
    .tuple(
      word,
      fc.record(
        {
          name: anyText,
          command: list(someText),
          entrypoint: someText,
          tty: fc.constant(true),
          interactive: fc.constant(true),
          detach: fc.constant(true),
          mounts: list(mounts(anyText)),
          ports: list(port),
          expose: list(fc.constantFrom('3000', '3000-3005/udp')),
          publishAll: fc.constant(true),
          env: list(fc.tuple(word, someText).map((pair) => pair.join('='))),
          envFiles: list(anyText),
          user: anyText,
          workdir: anyText,
          hostname: anyText,
          domainname: anyText,
          macAddress: fc.constant('02:42:ac:11:00:02'),
          ip: word,
          ip6: word,
          linkLocalIps: list(word),
          links: list(word),
          addHosts: list(fc.constantFrom('a:10.0.0.1', 'b:::1', 'c:host-gateway')),
          dns: list(fc.constantFrom('1.1.1.1', '::1')),
          dnsOptions: list(anyText),
          dnsSearch: list(anyText),
          gpus: list(gpu),
          runtime: anyText,
          devices: list(
            fc.record({
              hostPath: containerPath,
              containerPath,
              permissions: fc.constantFrom('rwm', 'r', 'rw'),
            }),
          ),
          cdiDevices: list(fc.constantFrom('nvidia.com/gpu=all', 'nvidia.com/gpu=0')),
          deviceCgroupRules: list(fc.constant('c 1:3 mr')),
          capAdd: list(anyText),
          capDrop: list(anyText),
          securityOpt: list(fc.constantFrom('no-new-privileges', 'seccomp=unconfined', 'label:x')),
          privileged: fc.constant(true),
          groupAdd: list(anyText),
          ipc: anyText,
          pid: fc.constantFrom('host', 'container:x'),
          uts: fc.constant('host'),
          userns: fc.constant('host'),
          cgroupns: fc.constantFrom('host', 'private'),
          cgroupParent: anyText,
          shmSize: size,
          ulimits: fc.constant([{ name: 'nofile', soft: 5, hard: -1 }]),
          sysctls: fc.constant({ 'net.core.somaxconn': '1024' }),
          tmpfs: fc.constant({ '/tmp': 'rw,size=64m', '/run': '' }),
          volumesFrom: list(anyText),
          volumeDriver: anyText,
          readOnly: fc.constant(true),
          memory: size,
          memorySwap: fc.oneof(size, fc.constant(-1)),
          memoryReservation: size,
          kernelMemory: size,
          memorySwappiness: fc.integer({ min: 0, max: 100 }),
          cpus: fc.integer({ min: 1, max: 64_000 }).map((thousandths) => thousandths / 1000),
          cpuShares: count,
          cpuPeriod: count,
          cpuQuota: count,
          cpuRealtimePeriod: count,
          cpuRealtimeRuntime: count,
          cpusetCpus: anyText,
          cpusetMems: anyText,
          pidsLimit: count,
          oomKillDisable: fc.constant(true),
          oomScoreAdj: count,
          blkioWeight: fc.integer({ min: 10, max: 1000 }),
          blkioWeightDevices: rates(fc.integer({ min: 10, max: 1000 })),
          deviceReadBps: rates(size),
          deviceWriteBps: rates(size),
          deviceReadIops: rates(size),
          deviceWriteIops: rates(size),
          storageOptions: map(anyText),
          isolation: anyText,
          labels: map(someText),
          labelFiles: list(anyText),
          annotations: map(someText),
          init: fc.boolean(),
          platform: anyText,
          stopSignal: anyText,
          stopTimeout: count,
          health: fc.record(
            {
              command: anyText,
              interval: size,
              timeout: size,
              startPeriod: size,
              startInterval: size,
              retries: count,
            },
            { requiredKeys: ['command'] },
          ),
          logDriver: word,
          logOptions: map(someText),
          clientFlags: list(
            fc.constantFrom('--pull=always', '--sig-proxy=false', '--cidfile=/x y'),
          ),
        },
        { requiredKeys: [] },
      ),
      fc.constantFrom(
        {},
        { network: 'net', networkAliases: ['db'] },
        { network: 'host' },
        { autoRemove: true },
        { restart: { name: 'on-failure' as const, maximumRetryCount: 3 } },
        { restart: { name: 'always' as const } },
      ),
    )
    .map(([image, fields, exclusive]) => structuredClone({ ...fields, ...exclusive, image }));
}

suite('writing a docker run line', () => {
  test('a line that is written is read back as it was', () => {
    fc.assert(
      fc.property(specifications('grapheme'), (spec) => {
        assert.deepEqual(parseDockerRun(toDockerRun(spec), { cwd: '/' }).spec, spec);
      }),
    );
  });

  test('a line that is shown can be pasted back', () => {
    fc.assert(
      fc.property(specifications('grapheme-ascii'), (spec) => {
        assert.deepEqual(parseDockerRun(quoteArgv(toDockerRun(spec)), { cwd: '/' }).spec, spec);
      }),
    );
  });

  test('the usual flags are written the usual way', () => {
    const line =
      'docker run -d -it --name app --init --gpus all --cap-add SYS_PTRACE -v /a:/workspace -w /workspace img /bin/bash';
    assert.equal(quoteArgv(toDockerRun(read(line))), line);
  });
});
