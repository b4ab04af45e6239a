import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContainerSpec } from '../../../src/domain/containerSpec';
import { DockerRunError, type DockerRunErrorKind } from '../../../src/domain/dockerRunError';
import { parseDockerRun } from '../../../src/domain/parseDockerRun';
import { quoteArgv } from '../../../src/domain/shellQuote';
import { toDockerRun } from '../../../src/domain/toDockerRun';
import { specifications } from '../../support/specifications';

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
