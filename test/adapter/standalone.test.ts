import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { adapterPath, startAdapter, startAdapterServer } from '../support/adapterProcess';
import { DapClient } from '../support/dapClient';
import { suiteForEveryGdb } from '../support/everyGdb';

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function untilEnd(adapter: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [[code], output, errors] = await Promise.all([
    once(adapter, 'exit') as Promise<[number | null]>,
    text(adapter.stdout),
    text(adapter.stderr),
  ]);
  return { code, output, errors };
}

suite('the command line of the debug adapter', function () {
  this.timeout(240_000);

  test('says how it is used', async () => {
    const { code, output } = await untilEnd(await startAdapter(['--help']));
    assert.equal(code, 0);
    assert.match(output, /--server=PORT/);
  });

  test('refuses what it does not know, by name', async () => {
    const wrong = {
      '--sever=1': 'The option "--sever=1" is not known. "--help" tells which ones are.\n',
      '--server=high':
        'The option "--server" takes a port from 0 to 65535, not "high". Write it as "--server=4711".\n',
      '--server=70000':
        'The option "--server" takes a port from 0 to 65535, not "70000". Write it as "--server=4711".\n',
      '--server':
        'The option "--server" takes a port from 0 to 65535. Write it as "--server=4711".\n',
      '--pipe=':
        'The option "--pipe" takes the path of a local socket. Write it as "--pipe=/run/adapter.sock".\n',
    };
    for (const [option, sentence] of Object.entries(wrong)) {
      const { code, output, errors } = await untilEnd(await startAdapter([option]));
      assert.deepEqual([code, output, errors], [2, '', sentence]);
    }
  });

  test('says that a port is taken', async () => {
    const { adapter, port } = await startAdapterServer();
    const { code, errors } = await untilEnd(await startAdapter([`--server=${port}`]));
    assert.equal(code, 2);
    assert.match(errors, new RegExp(`^The port ${port} cannot be listened on: .*EADDRINUSE`));
    adapter.kill();
    assert.deepEqual(await once(adapter, 'exit'), [0, null]);
  });

  test('serves the one client of a local socket, and ends with it or with its starter', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-pipe-'));
    const pipe = join(folder, 'adapter.sock');
    try {
      const adapter = await startAdapter([`--pipe=${pipe}`]);
      const exited = once(adapter, 'exit');
      await once(adapter.stdout, 'data');
      const socket = connect(pipe);
      const client = new DapClient(socket, socket);
      await client.request('initialize', { adapterID: 'container-gdb' });
      await assert.rejects(client.request('launch', { program: 'x' }), /names no container/);
      await assert.rejects(client.request('launch', {}), /has been ended already/);
      socket.end();
      assert.deepEqual(await exited, [0, null]);

      const unused = await startAdapter([`--pipe=${pipe}`]);
      const unusedExited = once(unused, 'exit');
      await once(unused.stdout, 'data');
      unused.stdin.end();
      assert.deepEqual(await unusedExited, [0, null]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

suiteForEveryGdb(
  'the debug adapter by itself',
  (debug) => {
    const open = (port: number): { readonly client: DapClient; readonly socket: Socket } => {
      const socket = connect(port, '127.0.0.1');
      return { client: new DapClient(socket, socket), socket };
    };
    const launch = async (client: DapClient, mode: string): Promise<void> => {
      await client.request('initialize', { adapterID: 'container-gdb' });
      const { name: container } = debug.container;
      const program = '/workspace/basics';
      const launched = client.request('launch', { container, program, args: [mode] });
      await client.event('initialized');
      await client.request('configurationDone');
      await launched;
    };

    test('serves several sessions over TCP, at once and one after another', async () => {
      const { adapter, port } = await startAdapterServer();
      const session = async (): Promise<number> => {
        const { client, socket } = open(port);
        await launch(client, 'exit');
        const { exitCode } = await client.event<DebugProtocol.ExitedEvent>('exited');
        await client.event('terminated');
        socket.end();
        return exitCode;
      };
      assert.deepEqual(await Promise.all([session(), session()]), [3, 3]);
      assert.equal(await session(), 3);
      adapter.kill();
      assert.deepEqual(await once(adapter, 'exit'), [0, null]);
    });

    test('ends its sessions when it is told to end', async () => {
      const { adapter, port } = await startAdapterServer();
      const { client, socket } = open(port);
      await launch(client, 'spin');
      const closed = once(socket, 'close');
      adapter.kill('SIGTERM');
      await closed;
      assert.deepEqual(await once(adapter, 'exit'), [0, null]);
      await debug.container.untilClean();
    });

    test('outlives a client that breaks off, or sends what is no DAP', async () => {
      const { adapter, port } = await startAdapterServer();
      const { client, socket } = open(port);
      await launch(client, 'spin');
      socket.resetAndDestroy();
      await debug.container.untilClean();
      const babbler = connect(port, '127.0.0.1');
      babbler.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
      const [answer] = (await once(babbler, 'data')) as [Buffer];
      assert.match(answer.toString('utf8'), /header without \\"Content-Length\\"; it was skipped/);
      babbler.destroy();
      const next = open(port);
      await launch(next.client, 'exit');
      await next.client.event('terminated');
      adapter.kill();
      await once(adapter, 'exit');
    });

    test('serves the client of the documentation', async () => {
      const { container } = debug;
      const line = String(await container.line('values'));
      const client = spawn(process.execPath, [
        'docs/examples/plain-client.mjs',
        await adapterPath(),
        container.name,
        `${container.hostFolder}/basics`,
        container.source('basics.cpp'),
        line,
      ]);
      const { code, output, errors } = await untilEnd(client);
      assert.equal(errors, '');
      assert.equal(code, 0);
      assert.match(output, new RegExp(`showValues at ${container.source('basics.cpp')}:${line}\n`));
      assert.match(output, / {2}count = 42\n/);
      assert.match(output, /\nmain at .*\n {2}argc = 1\n/);
      assert.match(output, /3 2 6 3 1 42\n/);
    });
  },
  { gdbs: [13] },
);
