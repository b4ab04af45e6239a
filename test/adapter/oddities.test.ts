import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb } from '../support/everyGdb';

suiteForEveryGdb(
  'a session that meets the unexpected',
  (debug) => {
    /** Puts a script in the place of gdb; `$@` are gdb's own words. */
    const insteadOfGdb = async (script: string): Promise<object> => {
      const write = 'printf "#!/bin/sh\\n%s\\n" "$1" >/opt/odd-gdb; chmod +x /opt/odd-gdb';
      await debug.container.run('sh', '-c', write, 'sh', script);
      return { miDebuggerPath: '/opt/odd-gdb' };
    };
    const failure = (attributes: object): Promise<string> =>
      debug.run.launch('spin', attributes).then(
        () => 'It was launched.',
        (error: unknown) => String(error),
      );
    const stopInSpin = async (attributes: object = {}): Promise<void> => {
      await debug.run.launch('spin', attributes, { breakpoints: [await debug.at('spin')] });
      await debug.run.stopped();
    };

    test('says that gdb crashed on a symbol', async () => {
      const crash = { text: 'python import os; os.kill(os.getpid(), 11)' };
      assert.match(await failure({ setupCommands: [crash] }), /gdb has crashed \(SIGSEGV\)/);
      await debug.container.untilClean();
    });

    test('says what gdb said when it ends at once, or in the middle of a record', async () => {
      const dies = await insteadOfGdb('echo "no such library" >&2; exit 3');
      assert.match(
        await failure(dies),
        /gdb has ended with the code 3\. gdb said: no such library$/,
      );
      await debug.open();
      const half = await insteadOfGdb(`printf '(gdb) \\n1^done,features=["py'; exit 4`);
      assert.match(await failure(half), /gdb has ended with the code 4/);
    });

    test('is not disturbed by a flood on standard error', async () => {
      await stopInSpin(await insteadOfGdb('head -c 20000000 /dev/zero >&2; exec gdb "$@"'));
      assert.equal((await debug.run.top()).name, 'spin');
    });

    test('goes on without a breakpoint where the program has no memory', async () => {
      await stopInSpin();
      await debug.run.setBreakpoints({ breakpoints: [] });
      await debug.run.evaluate('-exec break *0x10', 'repl');
      await debug.run.client.request('continue', { threadId: 1 }).catch(() => undefined);
      await debug.run.client.outputUntil('important', (text) =>
        /gdb's breakpoint \d+ is disabled now; let the program go on again\./.test(text),
      );
      await debug.run.client.event('stopped');
      const [spin] = [await debug.at('spin')];
      await debug.run.setBreakpoints({ breakpoints: [spin] });
      assert.equal((await debug.run.go('continue')).reason, 'breakpoint');
    });

    test('ends with a gdb that hangs', async () => {
      await stopInSpin();
      await debug.container.run('sh', '-c', 'kill -STOP "$(pidof gdb)"');
      const unanswered = assert.rejects(
        debug.run.evaluate('-exec info threads', 'repl'),
        /cancelled/,
      );
      await debug.run.client.request('disconnect', {});
      await unanswered;
      await debug.container.untilClean();
    });

    test('refuses requests out of their order, and is none the worse for it', async () => {
      const { client } = debug.run;
      const refused = (command: string, why: RegExp, args: object = {}): Promise<void> =>
        assert.rejects(client.request(command, args), why);
      await refused('threads', /There is no program under the debugger/);
      await refused('setBreakpoints', /There is no program under the debugger/, {
        source: { path: '/a.cpp' },
        breakpoints: [],
      });
      await refused('nonsense', /does not know the request "nonsense"/);
      await stopInSpin();
      await refused('launch', /has been started already\. Begin another one for "launch"/);
      await refused('scopes', /./, { frameId: 99 });
      debug.run.input.write('Content-Length: 4\r\n\r\n{"a"');
      assert.equal((await debug.run.top()).name, 'spin');
      assert.match(client.outputOf('important'), /no DAP message; it was skipped: \{"a"/);
      const twice = [client.request('disconnect', {}), client.request('disconnect', {})];
      await Promise.all(twice);
      await debug.container.untilClean();
    });
  },
  { gdbs: [13] },
);

suiteForEveryGdb(
  'a program of a thousand threads',
  (debug) => {
    test('is stopped, listed and let go', async () => {
      const breakpoints = [await debug.at('crowded', {}, 'waiting.cpp')];
      const wanted = { file: 'waiting.cpp', breakpoints };
      await debug.run.launch('', { args: ['1000'] }, wanted, 'waiting');
      await debug.run.stopped();
      const { threads } = await debug.run.client.request<DebugProtocol.ThreadsResponse>('threads');
      assert.equal(threads.length, 1001);
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    });
  },
  { programs: { waiting: ['waiting.cpp'] } },
);
