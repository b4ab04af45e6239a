import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { attachableProcesses, commandLine } from '../../src/domain/processList';
import type { ExecProcess } from '../../src/engine/execOperations';
import { listProcesses } from '../../src/engine/listProcesses';
import { suiteForEveryGdb } from '../support/everyGdb';
import { openTestEngine, testName } from '../support/testEngine';

/** Has a child that ends, notices it by the end of a pipe, and does not wait for it. */
const unreaped =
  '$| = 1; pipe R, W; my $id = fork or exit 0; close W; readline R; print $id; sleep 60';

suiteForEveryGdb('ways into a session', (debug) => {
  const started: ExecProcess[] = [];
  teardown(async () => {
    for (const process of started.splice(0)) {
      await process.kill('KILL');
      process.dispose();
    }
  });
  /** Starts a program that spins, and resolves with its number. */
  const spin = async (user?: string): Promise<number> => {
    const process = await debug.container.engine.exec(debug.container.id, {
      argv: ['sh', '-c', 'echo $$; exec /workspace/basics spin'],
      processGroup: true,
      ...(user !== undefined && { user }),
    });
    started.push(process);
    const [line] = (await once(process.stdout, 'data')) as [Buffer];
    return Number(String(line));
  };
  const refused = async (attributes: object): Promise<string> => {
    const run = await debug.open();
    return run.start('attach', attributes).then(
      () => 'It was attached to.',
      (error: unknown) => String(error),
    );
  };

  test('a process of another user than the container, found by its number alone', async () => {
    const processId = await spin('1000:1001');
    const breakpoints = [await debug.at('spin')];
    await debug.run.start('attach', { processId }, { breakpoints });
    await debug.run.stopped();
    assert.equal((await debug.run.top()).name, 'spin');
    const process = await debug.run.client.event<DebugProtocol.ProcessEvent>('process');
    assert.equal(process.name, '/workspace/basics');
    assert.equal(process.systemProcessId, processId);
  });

  test('a process that gdb may not attach to: whose it is', async () => {
    const processId = await spin('1000');
    assert.match(
      await refused({ processId, containerUser: '1001' }),
      new RegExp(`may not attach to the process ${processId} \\("basics"\\) of the user "1000"`),
    );
  });

  test('a process that is already debugged: by whom', async () => {
    const processId = await spin();
    await debug.run.start('attach', { processId });
    assert.match(
      await refused({ processId }),
      /\("basics"\) .* is already debugged by Drydock \(process \d+\)/,
    );
  });

  if (debug.gdb !== 13) {
    return; // what follows is the same for every gdb
  }

  debug.testOnce('a process that is ended when the client says so, while it runs', async () => {
    const processId = await spin();
    await debug.run.start('attach', { processId });
    await debug.run.client.request('disconnect', { terminateDebuggee: true });
    const left = await debug.container.run(
      'sh',
      '-c',
      'cat /proc/$1/cmdline || :',
      'sh',
      `${processId}`,
    );
    assert.equal(left, '');
  });

  debug.testOnce('a process that a restart attaches to again, with its breakpoints', async () => {
    const { client } = debug.run;
    const processId = await spin();
    await debug.run.start('attach', { processId }, { breakpoints: [await debug.at('spin')] });
    await debug.run.stopped();
    const configuration = { request: 'attach', container: debug.container.name, processId };
    await client.request('restart', { arguments: configuration });
    assert.equal((await debug.run.stopped()).reason, 'breakpoint');
    assert.equal((await debug.run.top()).name, 'spin');
    await debug.run.setBreakpoints({ breakpoints: [] });
    await client.request('continue', { threadId: 1 });
    await client.request('restart', { arguments: configuration });
    await client.request('pause', { threadId: 1 });
    assert.equal((await debug.run.stopped()).reason, 'pause');
    await client.request('restart', { arguments: { ...configuration, stopAtEntry: true } });
    assert.equal((await debug.run.stopped()).reason, 'entry');
    const known = client.events.filter(({ event }) => event === 'process');
    assert.deepEqual(
      known.map(({ body }) => (body as DebugProtocol.ProcessEvent['body']).systemProcessId),
      [processId, processId, processId, processId],
    );
    await client.request('disconnect', {});
    await debug.container.run('sh', '-c', 'test -d "/proc/$1"', 'sh', String(processId));
  });

  debug.testOnce(
    'a process that a restart does not attach to again, because it has ended',
    async () => {
      const [processId, other] = [await spin(), await spin()];
      await debug.run.start('attach', { processId });
      await started[1]?.kill('KILL');
      const container = debug.container.name;
      await assert.rejects(
        debug.run.client.request('restart', { arguments: { container, processId: other } }),
        new RegExp(`The process ${other} in the container .* has ended`),
      );
      await debug.run.client.request('pause', { threadId: 1 });
      assert.equal((await debug.run.stopped()).reason, 'pause');
    },
  );

  debug.testOnce('a process that is not there, or has ended', async () => {
    assert.match(
      await refused({ processId: 999_999 }),
      /There is no process 999999 .* leave it out/,
    );
    const zombie = await debug.container.engine.exec(debug.container.id, {
      argv: ['perl', '-e', unreaped],
      processGroup: true,
    });
    started.push(zombie);
    const [processId] = (await once(zombie.stdout, 'data')) as [Buffer];
    assert.match(
      await refused({ processId: Number(String(processId)) }),
      /\("perl"\) .* has already ended; only its parent, process \d+, has not noticed/,
    );
  });

  debug.testOnce('a process that another debugger holds: which one', async () => {
    const processId = await spin();
    const other = await debug.container.engine.exec(debug.container.id, {
      argv: ['gdb', '-nx', '-q', '-p', String(processId), '-ex', 'echo attached\\n'],
      stdin: true,
      processGroup: true,
    });
    started.push(other);
    let said = '';
    for await (const chunk of other.stdout) {
      said += String(chunk);
      if (said.includes('attached\n')) {
        break;
      }
    }
    assert.match(
      await refused({ processId }),
      /is already debugged by "gdb -nx .*" \(process \d+\), and only one/,
    );
  });

  test('the first process of the container', async () => {
    await debug.run.start('attach', { processId: 1, stopAtEntry: true });
    assert.equal((await debug.run.stopped()).reason, 'entry');
    assert.ok((await debug.run.frames()).length > 0);
  });

  debug.testOnce(
    'the list of processes has the program, and nothing that Drydock runs for itself',
    async () => {
      const processId = await spin('1000');
      await debug.run.launch('spin', {}, { breakpoints: [await debug.at('spin')] });
      await debug.run.stopped();
      const all = await listProcesses(debug.container.engine, debug.container.id);
      const lines = attachableProcesses(all).map(
        (process) => `${process.user}: ${commandLine(process)}`,
      );
      assert.ok(lines.includes('1000: /workspace/basics spin'));
      assert.ok(lines.includes('root: /workspace/basics spin'));
      assert.ok(!lines.some((line) => /gdb|\/proc|ioctl/.test(line)), lines.join('\n'));
      const [only] = await listProcesses(debug.container.engine, debug.container.id, {
        only: processId,
      });
      assert.equal(only?.processId, processId);
    },
  );

  debug.testOnce('the list of processes needs no ps', async () => {
    const test = await openTestEngine();
    try {
      const bare = await test.run({ image: 'drydock-test/busybox' });
      const [first, ...others] = await listProcesses(test.engine, bare);
      assert.equal(first?.processId, 1);
      assert.ok(others.some(({ args }) => args.includes('sleep')));
    } finally {
      await test.dispose();
    }
  });

  debug.testOnce('configurations of cppdbg whose pipeTransport runs docker exec', async () => {
    const { name } = debug.container;
    const transports = [
      { pipeProgram: '/usr/bin/docker', pipeArgs: ['exec', '-i', name, '/bin/sh', '-c'] },
      { pipeProgram: 'bash', pipeArgs: ['-c', `sudo docker exec -i -u root ${name} sh -c`] },
      { pipeArgs: `exec -i -w /tmp ${name} sh -c`, debuggerPath: '/usr/bin/gdb' },
    ];
    for (const pipeTransport of transports) {
      const run = await debug.open();
      await run.launch('exit', { container: undefined, MIMode: 'gdb', pipeTransport });
      assert.equal(await run.ended(), 3);
    }
  });

  debug.testOnce('a pipeTransport with the number of a process', async () => {
    const processId = await spin();
    const pipeArgs = ['exec', '-i', debug.container.name, '/bin/sh', '-c'];
    await debug.run.start(
      'attach',
      {
        container: undefined,
        processId: String(processId),
        program: '/workspace/basics',
        pipeTransport: { pipeProgram: 'docker', pipeArgs, debuggerPath: '/usr/bin/gdb' },
      },
      { breakpoints: [await debug.at('spin')] },
    );
    assert.equal((await debug.run.stopped()).reason, 'breakpoint');
  });

  debug.testOnce('a pipeTransport into a service of a compose project', async () => {
    const test = await openTestEngine();
    const project = testName('compose');
    try {
      const labels = {
        'com.docker.compose.project': project,
        'com.docker.compose.service': 'app',
      };
      await test.run({ image: 'drydock-test/bookworm', labels });
      const words = (service: string): string => `compose -p ${project} exec ${service} sh -c`;
      const start = async (service: string): Promise<number> => {
        const run = await debug.open();
        const pipeTransport = { pipeProgram: 'docker', pipeArgs: words(service) };
        await run.start('launch', { container: undefined, program: '/bin/false', pipeTransport });
        return run.ended();
      };
      assert.equal(await start('app'), 1);
      await assert.rejects(start('other'), /no container of the compose service "other"/);
      await test.run({ image: 'drydock-test/bookworm', labels });
      await assert.rejects(
        start('app'),
        /has several containers: .* Set the attribute "container"/,
      );
    } finally {
      await test.dispose();
    }
  });

  debug.testOnce('two sessions at once in one container', async () => {
    const runs = [debug.run, await debug.open()] as const;
    const breakpoints = [await debug.at('spin')];
    await Promise.all(runs.map((run) => run.launch('spin', {}, { breakpoints })));
    await Promise.all(runs.map((run) => run.stopped()));
    const [first, second] = runs;
    await first.client.request('disconnect', {});
    assert.equal((await second.go('continue')).reason, 'breakpoint');
    assert.equal((await second.top()).name, 'spin');
  });
});
