import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb } from '../support/everyGdb';
import { basicPrograms } from '../support/gdbContainer';

suiteForEveryGdb(
  'a core dump',
  (debug) => {
    suiteSetup(() => {
      // gdb writes dumps whatever the host's core_pattern says.
      const dump = 'generate-core-file /workspace/core.crash';
      const commands = ['-ex', 'run', '-ex', dump, '-ex', 'kill'];
      const program = ['--args', '/workspace/basics', 'crash'];
      return debug.container.run('gdb', '-nx', '-batch', ...commands, ...program);
    });
    const opened = async (attributes: object): Promise<DebugProtocol.StoppedEvent['body']> => {
      await debug.run.start('launch', attributes);
      return debug.run.stopped();
    };
    const refused = async (attributes: object): Promise<string> => {
      const run = await debug.open();
      return run.start('launch', attributes).then(
        () => 'It was opened.',
        (error: unknown) => String(error),
      );
    };

    test('shows where the program ended, without being told which program it was', async () => {
      const stop = await opened({ coreDumpPath: `${debug.container.hostFolder}/core.crash` });
      assert.equal(stop.reason, 'exception');
      assert.equal(stop.description, 'Ended by SIGSEGV');
      assert.match(stop.text ?? '', /^SIGSEGV: Segmentation fault/);
      const frame = await debug.run.top();
      assert.equal(frame.name, 'main');
      assert.equal(frame.line, await debug.container.line('crash'));
      assert.equal(frame.source?.path, debug.container.source('basics.cpp'));
      assert.equal((await debug.run.scope('Locals')).variables.get('nowhere')?.value, '0x0');
      assert.match((await debug.run.evaluate('mode', 'watch', frame.id)).result, /"crash"/);
      assert.ok((await debug.run.scope('Registers')).variables.size > 0);
      const { threads } = await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
      assert.equal(threads.length, 1);
      const { name } = await debug.run.client.event<DebugProtocol.ProcessEvent>('process');
      assert.equal(name, '/workspace/basics');
      for (const command of ['continue', 'pause', 'next', 'stepIn', 'stepOut', 'setVariable']) {
        await assert.rejects(
          debug.run.client.request(command, { threadId: 1 }),
          /This is a core dump: it cannot run/,
        );
      }
      await debug.run.client.request('disconnect', {});
      await debug.container.untilClean();
    });

    test('calls nothing, and says why', async () => {
      await opened({ coreDumpPath: '/workspace/core.crash' });
      const frameId = (await debug.run.top()).id;
      for (const context of ['watch', 'repl']) {
        await assert.rejects(
          debug.run.evaluate('square(3)', context, frameId),
          /a core dump can only be looked at/,
        );
      }
      assert.equal((await debug.run.evaluate('1 + 2', 'watch', frameId)).result, '3');
    });

    test('names the type of an exception that nobody caught', async () => {
      const dump = 'generate-core-file /workspace/core.uncaught';
      const commands = ['-ex', 'run', '-ex', dump, '-ex', 'kill'];
      const program = ['--args', '/workspace/exceptions', 'raise', 'ship'];
      await debug.container.run('gdb', '-nx', '-batch', ...commands, ...program);
      const stop = await opened({ coreDumpPath: '/workspace/core.uncaught' });
      assert.equal(stop.text, 'uncaught harbour::NoSuchShip: no such ship: Vasa');
      const info = await debug.run.client.request<DebugProtocol.ExceptionInfoResponse>(
        'exceptionInfo',
        { threadId: 1 },
      );
      assert.equal(info.exceptionId, 'harbour::NoSuchShip');
    });

    test('says that the program is another one', async () => {
      await opened({ coreDumpPath: '/workspace/core.crash', program: '/bin/cat' });
      assert.match(
        debug.run.client.outputOf('console'),
        /"\/workspace\/core.crash" does not fit the program "\/bin\/cat"/,
      );
    });

    if (debug.gdb !== 13) {
      return; // what follows is the same for every gdb
    }
    test('says what is wrong with a file that is no core dump', async () => {
      const made =
        'cd /workspace && : >core.empty && printf "\\050\\265\\057\\375rest" >core.zst && head -c 100000 core.crash >core.cut';
      await debug.container.run('sh', '-c', made);
      const cases: readonly (readonly [string, RegExp])[] = [
        ['/workspace/core.missing', /There is no core dump "\/workspace\/core.missing"/],
        ['/workspace/core.empty', /"\/workspace\/core.empty" is empty/],
        ['/workspace/core.zst', /compressed with zstd, .* Unpack it first \(zstd -d/],
        ['/workspace/core.cut', /"\/workspace\/core.cut" was cut off while it was written/],
        ['/workspace/basics', /"\/workspace\/basics" is no core dump. .* "coreDumpPath"/],
        ['core.crash', /"coreDumpPath" names "core.crash", which no mount/],
      ];
      for (const [coreDumpPath, expected] of cases) {
        assert.match(await refused({ coreDumpPath }), expected);
      }
      await debug.container.untilClean();
    });
  },
  { programs: { ...basicPrograms, exceptions: ['exceptions.cpp'] } },
);
