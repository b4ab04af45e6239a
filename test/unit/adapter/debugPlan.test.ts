import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDebugPlan } from '../../../src/adapter/plan/debugPlan';

suite('reading a launch configuration', () => {
  test('takes the attributes of cppdbg and those of a container', async () => {
    const plan = await readDebugPlan(
      {
        container: 'dev',
        containerUser: '1000',
        program: '/workspace/app',
        args: ['a b'],
        environment: [{ name: 'A', value: '1' }],
        stopAtEntry: true,
        setupCommands: [{ text: '-x', ignoreFailures: true }],
        sourceFileMap: {
          '/build': '/home/me',
          '/b': { editorPath: '/c', useForBreakpoints: false },
        },
        __terminal: true,
      },
      'launch',
    );
    const { container, user, gdbPath, start, stopAtEntry } = plan;
    assert.deepEqual(
      { container, user, gdbPath, start, stopAtEntry },
      {
        container: 'dev',
        user: '1000',
        gdbPath: 'gdb',
        start: {
          kind: 'launch',
          program: '/workspace/app',
          args: ['a b'],
          environment: { A: '1' },
          terminal: 'client',
          stdio: {},
        },
        stopAtEntry: true,
      },
    );
    assert.deepEqual(plan.sourceFileMap, {
      '/build': { editorPath: '/home/me', useForBreakpoints: true },
      '/b': { editorPath: '/c', useForBreakpoints: false },
    });
    assert.deepEqual(plan.setupCommands, [{ text: '-x', ignoreFailures: true }]);
  });

  test('reads container, user, folder and gdb out of a pipeTransport', async () => {
    const plan = await readDebugPlan(
      {
        program: '/w/app',
        pipeTransport: {
          pipeProgram: 'docker',
          pipeArgs: [
            '--context',
            'lab',
            'exec',
            '-i',
            '-u',
            'me',
            '--workdir=/w',
            'dev',
            'sh',
            '-c',
          ],
          debuggerPath: '/usr/local/bin/gdb',
        },
      },
      'launch',
    );
    assert.equal(plan.container, 'dev');
    assert.equal(plan.user, 'me');
    assert.equal(plan.engine, 'lab');
    assert.equal(plan.gdbPath, '/usr/local/bin/gdb');
    assert.equal(plan.start.kind === 'launch' && plan.start.cwd, '/w');
  });

  test('understands pipeArgs that are one string', async () => {
    const plan = await readDebugPlan(
      { program: '/w/app', pipeTransport: { pipeArgs: 'exec -i "my container" /bin/sh -c' } },
      'launch',
    );
    assert.equal(plan.container, 'my container');
  });

  test('names the attribute that is missing or wrong', async () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ program: '/x' }, /Set the attribute "container"/],
      [{ container: 'c' }, /Set the attribute "program"/],
      [{ container: 'c', program: 5 }, /"program" of the launch configuration must be a string/],
      [{ container: 'c', program: '/x', args: 'a' }, /"args" .* must be a list of strings/],
      [{ container: 'c', program: '/x', args: ['a\nb'] }, /"args" holds a line break/],
      [{ container: 'c', program: '/x', console: 'none' }, /"console" .* must be one of/],
      [{ container: 'c', program: '/x', environment: [{}] }, /"environment" holds an entry/],
      [{ container: 'c', program: '/x', envFile: '/none' }, /"envFile" names "\/none"/],
      [{ container: 'c', program: '/x', record: 'rr' }, /"record" is "rr", .* "rr replay -s 2345"/],
      [{ container: 'c', program: '/x', setupCommands: [{}] }, /"setupCommands" holds an entry/],
      [
        { program: '/x', pipeTransport: { pipeArgs: ['run', 'c'] } },
        /"pipeTransport" runs the debugger by "docker run", which makes a new container/,
      ],
      [
        { program: '/x', pipeTransport: { pipeProgram: 'kubectl', pipeArgs: ['exec', 'pod'] } },
        /"kubectl", in a pod of a cluster/,
      ],
      [
        { container: 'c', coreDumpPath: '/core', miDebuggerServerAddress: 'a:1' },
        /both "coreDumpPath" and "miDebuggerServerAddress"/,
      ],
      [
        { container: 'c', miDebuggerServerAddress: 'a:1', processId: 3 },
        /"processId" .* needs "useExtendedRemote"/,
      ],
      [
        { container: 'c', miDebuggerServerAddress: 'a:1', useExtendedRemote: true },
        /Set the attribute "program"/,
      ],
    ];
    for (const [configuration, message] of cases) {
      await assert.rejects(readDebugPlan(configuration, 'launch'), message);
    }
    await assert.rejects(readDebugPlan({ container: 'c' }, 'attach'), /"processId"/);
  });

  test('takes the process to attach to as a number or as text', async () => {
    const plan = await readDebugPlan({ container: 'c', processId: '17' }, 'attach');
    assert.deepEqual(plan.start, { kind: 'attach', processId: 17 });
  });

  test('lets the block of the system win in a pipeTransport', async () => {
    const pipeArgs = ['exec', '-i', '-e', 'MODE=fast', 'dev', 'sh', '-c'];
    const plan = await readDebugPlan(
      {
        program: '/w/app',
        environment: [{ name: 'LEVEL', value: '2' }],
        pipeTransport: {
          pipeProgram: 'docker',
          pipeArgs: ['exec', '-i', 'elsewhere', 'sh', '-c'],
          pipeEnv: { DOCKER_HOST: 'ssh://lab' },
          ...Object.fromEntries(['linux', 'osx', 'windows'].map((each) => [each, { pipeArgs }])),
        },
      },
      'launch',
    );
    assert.equal(plan.container, 'dev');
    assert.equal(plan.engine, 'ssh://lab');
    assert.deepEqual(plan.start.kind === 'launch' && plan.start.environment, {
      MODE: 'fast',
      LEVEL: '2',
    });
  });

  test('reads the envFile, and lets "environment" win', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-env-'));
    const envFile = join(folder, '.env');
    await writeFile(envFile, '# comment\nexport A="one two"\nB=2\r\n\nC=\n');
    try {
      const environment = [{ name: 'B', value: '3' }];
      const plan = await readDebugPlan(
        { container: 'c', program: '/x', envFile, environment },
        'launch',
      );
      assert.deepEqual(plan.start.kind === 'launch' && plan.start.environment, {
        A: 'one two',
        B: '3',
        C: '',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
