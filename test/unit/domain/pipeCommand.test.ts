import assert from 'node:assert/strict';
import { pipeTransportWords, readPipeCommand } from '../../../src/domain/pipeCommand';

suite('the command of a pipeTransport', () => {
  const read = (
    pipeProgram: string,
    pipeArgs: string | readonly string[],
    quoteArgs = true,
  ): ReturnType<typeof readPipeCommand> =>
    readPipeCommand(pipeTransportWords(pipeProgram, pipeArgs, quoteArgs));
  const dev = { kind: 'exec', container: 'dev', env: [] };

  const plain: readonly (readonly [string, string | readonly string[], boolean?])[] = [
    ['docker', ['exec', '-i', 'dev', '/bin/sh', '-c']],
    ['/usr/bin/docker', ['exec', '-i', 'dev', 'sh', '-c']],
    [
      'C:\\Program Files\\Docker\\Docker\\resources\\bin\\docker.exe',
      ['exec', '-i', 'dev', 'bash', '-c'],
    ],
    ['docker', ['container', 'exec', '--interactive', 'dev', 'sh', '-c']],
    ['docker', 'exec -i dev /bin/sh -c'],
    ['docker', ['exec -i dev'], false],
    ['docker', ['exec -i dev sh -c "${debuggerCommand}"']],
    ['docker', ['exec', '-i', 'dev', 'sh', '-c', '${debuggerCommand}']],
    ['docker', ['exec', '-it', '--privileged', 'dev', 'sh', '-c'], false],
    ['podman', ['exec', '-i', 'dev', 'sh', '-c']],
    ['sudo', ['-E', 'docker', 'exec', '-i', 'dev', 'sh', '-c']],
    ['sudo', ['-u', 'me', 'DOCKER_BUILDKIT=1', 'docker', 'exec', '-i', 'dev', 'sh', '-c']],
    ['/bin/bash', ['-c', 'docker exec -i dev sh -c "${debuggerCommand}"']],
    ['bash', ['-c', "exec docker exec -i 'dev' sh -c '${debuggerCommand}'"]],
    ['bash', ['-lc', 'docker', 'exec', '-i', 'dev', 'sh'], false],
    ['cmd.exe', ['/c', 'docker exec -i dev sh -c']],
    ['wsl.exe', ['-d', 'Ubuntu', 'docker', 'exec', '-i', 'dev', 'sh', '-c']],
    ['wsl', ['-e', 'docker', 'exec', '-i', 'dev', 'sh', '-c']],
  ];
  for (const [program, args, quoted] of plain) {
    test(`leads into the container: ${program} ${String(args)}`, () => {
      assert.deepEqual(read(program, args, quoted), dev);
    });
  }

  test('tells user, folder, environment and engine', () => {
    const words = ['-H', 'ssh://me@lab', 'exec', '-iu', 'builder', '--workdir=/w', '-e', 'A=b c'];
    assert.deepEqual(read('docker', [...words, '--env', 'HOME', 'dev', 'sh', '-c']), {
      ...dev,
      user: 'builder',
      cwd: '/w',
      engine: 'ssh://me@lab',
      env: ['A=b c', 'HOME'],
    });
    const context = ['--context', 'lab', 'exec', '-i', '-u0', '-w', '/a b', 'dev', 'sh', '-c'];
    assert.deepEqual(read('docker', context), { ...dev, user: '0', cwd: '/a b', engine: 'lab' });
  });

  test('names the debugger when the command starts it itself', () => {
    const words = ['exec', '-i', 'dev', '/opt/bin/cuda-gdb', '--interpreter=mi'];
    assert.deepEqual(read('docker', words, false), { ...dev, gdbPath: '/opt/bin/cuda-gdb' });
  });

  test('leads to a service of a compose project', () => {
    const container = { service: 'app', project: 'lab' };
    const words = ['-p', 'lab', 'exec', '-T', '-u', 'root', 'app', 'sh', '-c'];
    const expected = { ...dev, container, user: 'root' };
    assert.deepEqual(read('docker', ['compose', '-f', 'a.yml', ...words]), expected);
    assert.deepEqual(read('docker-compose', words), expected);
    assert.deepEqual(read('docker', ['--context', 'far', 'compose', 'exec', 'app', 'sh']), {
      ...dev,
      container: { service: 'app' },
      engine: 'far',
    });
  });

  test('reaches a docker of another machine by its engine', () => {
    const words = ['-p', '2222', '-i', '/k', 'me@lab', 'docker', 'exec', '-i', 'dev', 'sh', '-c'];
    assert.deepEqual(read('ssh', words), { ...dev, engine: 'ssh://me@lab:2222' });
    assert.deepEqual(read('ssh', ['lab', 'docker exec -i dev sh -c']), {
      ...dev,
      engine: 'ssh://lab',
    });
  });

  test('says what leads elsewhere', () => {
    const cases: readonly (readonly [string, readonly string[], string])[] = [
      ['kubectl', ['exec', '-i', 'pod', '--', 'sh', '-c'], 'kubectl'],
      ['ssh', ['me@board', 'gdb'], 'ssh'],
      ['docker', ['run', '--rm', '-i', 'image', 'sh', '-c'], 'docker run'],
      ['docker', ['compose', 'run', 'app'], 'docker compose run'],
      ['docker', [], 'docker'],
      ['/opt/enter-container.sh', ['dev'], 'enter-container.sh'],
    ];
    for (const [program, args, name] of cases) {
      assert.deepEqual(read(program, args), { kind: 'elsewhere', program: name });
    }
    assert.deepEqual(read('docker', ['exec', '-i']), { kind: 'unknown' });
    assert.deepEqual(read('bash', ['-c']), { kind: 'unknown' });
  });
});
