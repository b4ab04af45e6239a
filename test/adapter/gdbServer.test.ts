import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecProcess } from '../../src/engine/execOperations';
import { suiteForEveryGdb } from '../support/everyGdb';
import { openGdbContainer, type GdbContainer } from '../support/gdbContainer';
import { ReversingServer } from '../support/reversingServer';

suiteForEveryGdb('a program under a gdbserver', (debug) => {
  const servers: ExecProcess[] = [];
  teardown(async () => {
    for (const server of servers.splice(0)) {
      await server.kill('KILL');
      server.dispose();
    }
  });
  /** Starts a gdbserver, and resolves with its address when it listens. */
  const serve = async (
    words: readonly string[],
    { engine, id }: GdbContainer = debug.container,
  ): Promise<string> => {
    const script = 'exec gdbserver "$@" 2>&1';
    const argv = ['sh', '-c', script, 'sh', ...words];
    const server = await engine.exec(id, { argv, processGroup: true });
    servers.push(server);
    let said = '';
    for await (const chunk of server.stdout) {
      said += String(chunk);
      const port = /Listening on port (\d+)/.exec(said)?.[1];
      if (port !== undefined) {
        return `localhost:${port}`;
      }
    }
    throw new Error(`gdbserver said: ${said}`);
  };
  const alive = (processId: unknown): Promise<string> =>
    debug.container.run('sh', '-c', 'test ! -d "/proc/$1" || echo alive', 'sh', String(processId));

  test('stops at breakpoints, pauses, and ends with the session', async () => {
    const address = await serve(['--once', 'localhost:0', '/workspace/basics', 'spin']);
    await debug.run.launch(
      'spin',
      { miDebuggerServerAddress: address, sysroot: '/' },
      { breakpoints: [await debug.at('spin')] },
    );
    await debug.run.stopped();
    assert.equal((await debug.run.top()).line, await debug.container.line('spin'));
    await debug.run.setBreakpoints({ breakpoints: [] });
    await debug.run.client.request('continue', { threadId: 1 });
    await debug.run.client.request('pause', { threadId: 1 });
    assert.equal((await debug.run.stopped()).reason, 'pause');
    await debug.run.client.request('continue', { threadId: 1 });
    await debug.run.client.request('disconnect', {});
    await debug.container.untilClean();
  });

  test('is started by the server when that is extended, and ends with its exit code', async () => {
    const address = await serve(['--multi', 'localhost:0']);
    await debug.run.launch(
      'exit',
      {
        miDebuggerServerAddress: address,
        useExtendedRemote: true,
        stopAtEntry: true,
        sysroot: '/',
        cwd: '/tmp',
        environment: [{ name: 'GREETING', value: 'hello' }],
      },
      { breakpoints: [] },
    );
    assert.equal((await debug.run.stopped()).reason, 'entry');
    const { id } = await debug.run.top();
    assert.match((await debug.run.evaluate('argv[1]', 'watch', id)).result, /"exit"/);
    const greeting = await debug.run.evaluate('(char*)getenv("GREETING")', 'watch', id);
    assert.match(greeting.result, /"hello"/);
    await debug.run.client.request('continue', { threadId: 1 });
    assert.equal(await debug.run.ended(), 3);
  });

  test('is attached to by an extended server, and goes on afterwards', async () => {
    const spin = await debug.container.engine.exec(debug.container.id, {
      argv: ['/workspace/basics', 'spin'],
      processGroup: true,
    });
    servers.push(spin);
    const processId = Number(await debug.container.run('pidof', 'basics'));
    const address = await serve(['--multi', 'localhost:0']);
    await debug.run.start(
      'attach',
      { miDebuggerServerAddress: address, useExtendedRemote: true, processId, sysroot: '/' },
      { breakpoints: [await debug.at('spin')] },
    );
    assert.equal((await debug.run.stopped()).reason, 'breakpoint');
    await debug.run.setBreakpoints({ breakpoints: [] });
    await debug.run.client.request('continue', { threadId: 1 });
    await debug.run.client.request('disconnect', {});
    assert.equal((await alive(processId)).trim(), 'alive');
  });

  test('ends the session with a sentence when the server is gone', async () => {
    const address = await serve(['--once', 'localhost:0', '/workspace/basics', 'spin']);
    await debug.run.launch(
      'spin',
      { miDebuggerServerAddress: address, sysroot: '/' },
      { breakpoints: [await debug.at('spin')] },
    );
    // gdb 10 may abort when the connection breaks while it reads the libraries.
    await debug.run.stopped();
    await debug.run.setBreakpoints({ breakpoints: [] });
    await debug.run.client.request('continue', { threadId: 1 });
    await servers[0]?.kill('KILL');
    await debug.run.client.event('terminated');
    assert.match(
      debug.run.client.outputOf('important'),
      new RegExp(`The gdbserver at "${address}" has ended, or cannot be reached any more`),
    );
  });

  debug.testOnce('says that nobody answers, and where', async () => {
    await assert.rejects(
      debug.run.launch('spin', {
        miDebuggerServerAddress: 'localhost:1',
        serverLaunchTimeout: 1000,
      }),
      /cannot connect to "localhost:1" of the attribute "miDebuggerServerAddress": .* See that gdbserver/,
    );
  });

  if (debug.gdb !== 13) {
    return; // what follows is the same for every gdb
  }
  debug.testOnce('says that the server has no program', async () => {
    const address = await serve(['--multi', 'localhost:0']);
    await assert.rejects(
      debug.run.start('attach', { miDebuggerServerAddress: address, useExtendedRemote: true }),
      /has no program\. Start it with one/,
    );
  });

  debug.testOnce('can be run backwards where its server can, as that of rr', async () => {
    const local = await serve(['--once', ':0', '/workspace/basics', 'spin']);
    const host = (await debug.container.run('hostname', '-i')).trim();
    const gateway = host.replace(/\d+$/, '1');
    const server = await ReversingServer.before(host, Number(local.split(':')[1]), gateway);
    try {
      await debug.run.start('attach', {
        miDebuggerServerAddress: server.address,
        program: '/workspace/basics',
        stopAtConnect: true,
        sysroot: '/',
      });
      await debug.run.client.event<DebugProtocol.CapabilitiesEvent>(
        'capabilities',
        (body) => body.capabilities.supportsStepBack === true,
      );
      assert.equal((await debug.run.stopped()).reason, 'entry');
    } finally {
      server.dispose();
    }
  });

  debug.testOnce('is reached in another container, and reads its libraries there', async () => {
    const other = await openGdbContainer('drydock-test/bookworm');
    try {
      const { hostFolder } = debug.container;
      await cp(join(hostFolder, 'basics'), join(other.hostFolder, 'basics'));
      const host = (await other.run('hostname', '-i')).trim();
      const local = await serve(['--once', ':0', '/workspace/basics', 'values'], other);
      const address = local.replace('localhost', host);
      await debug.run.launch(
        'values',
        { miDebuggerServerAddress: address },
        { breakpoints: [await debug.at('values')] },
      );
      await debug.run.stopped();
      assert.equal((await debug.run.scope('Locals')).variables.get('count')?.value, '42');
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
    } finally {
      await other.dispose();
    }
  });
});
