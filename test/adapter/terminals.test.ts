import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClientTerminal } from '../support/clientTerminal';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = { terminal: ['terminal.cpp'] };

/** A gdb that knows no Python. */
const gdbWithoutPython =
  '#!/bin/sh\ncase "$*" in *python*) echo "not supported"; exit 1 ;; esac\nexec gdb "$@"\n';

function launch({ run }: DebugSuite, args: readonly string[], more: object = {}): Promise<unknown> {
  return run.launch('', { args, ...more }, undefined, 'terminal');
}

async function openTerminal(debug: DebugSuite, attributes: object = {}): Promise<ClientTerminal> {
  const served = ClientTerminal.serve(debug.container, debug.run.client);
  await launch(debug, ['talk'], { __terminal: true, ...attributes });
  const terminal = await served;
  await terminal.until('born');
  return terminal;
}

/** Presses a key, by which the program stops in the debugger, and lets the program go on. */
async function stopsAndGoesOn({ run }: DebugSuite, terminal: ClientTerminal, key: string) {
  terminal.type(key);
  const { reason, description, text } = await run.stopped();
  await run.client.request('continue', { threadId: 1 });
  return [reason, description, text].join();
}

/** The keys and the size reach program and debugger, and the end of the input the program. */
async function works(debug: DebugSuite, terminal: ClientTerminal): Promise<void> {
  terminal.type('one\x7f\x7fff\n');
  await terminal.until('got:off');
  await terminal.resize(70, 20);
  await terminal.until('resized 70x20');
  assert.match(await stopsAndGoesOn(debug, terminal, '\x03'), /pause|SIGINT/);
  assert.match(await stopsAndGoesOn(debug, terminal, '\x1c'), /SIGQUIT|exception|signal/);
  terminal.type('\x04');
  assert.equal(await debug.run.ended(), 128 + 3);
}

suiteForEveryGdb(
  "the program's terminal",
  (debug) => {
    test('in the editor is the controlling one, and its keys reach program and debugger', async () => {
      const terminal = await openTerminal(debug);
      assert.match(terminal.shown, /terminals 012\r\ncontrolling\r\nforeground\r\nborn 90x30\r\n/);
      terminal.type('one\x7f\x7fff\n');
      await terminal.until('got:off');
      await terminal.resize(70, 20);
      await terminal.until('resized 70x20');
      assert.match(await stopsAndGoesOn(debug, terminal, '\x03'), /pause|SIGINT/);
      terminal.type('\x04');
      assert.equal(await debug.run.ended(), 0);
      assert.equal(await terminal.exit, 0);
      assert.match(terminal.shown, /end of file/);
      assert.equal(debug.run.client.outputOf('stdout'), '');
      await debug.container.untilClean();
    });

    debug.testOnce('may take its time: breakpoints are set meanwhile', async () => {
      const { run, container } = debug;
      const breakpoints = [await debug.at('closed', {}, 'terminal.cpp')];
      const wanted = { file: 'terminal.cpp', breakpoints };
      // A client that opens none before its breakpoints are set.
      const configured = run.client.event('initialized').then(async () => {
        const [set] = await run.setBreakpoints(wanted);
        await run.client.request('configurationDone');
        return set;
      });
      const served = configured.then(() => ClientTerminal.serve(container, run.client));
      await run.client.request('initialize', { adapterID: 'container-gdb' });
      await run.client.request('launch', {
        container: container.name,
        program: `${container.hostFolder}/terminal`,
        args: ['close'],
        __terminal: true,
      });
      assert.equal((await configured)?.verified, true);
      assert.equal((await run.stopped()).reason, 'breakpoint');
      await run.client.request('continue', { threadId: 1 });
      assert.equal(await run.ended(), 4);
      assert.doesNotMatch(run.client.outputOf('console'), /opened no terminal/);
      const terminal = await served;
      assert.equal(await terminal.exit, 0);
      await container.untilClean();
    });

    debug.testOnce('is not left behind when there is no gdb', async () => {
      await assert.rejects(
        launch(debug, ['both'], { miDebuggerPath: '/no/gdb' }),
        /has no "\/no\/gdb"/,
      );
      assert.deepEqual(await debug.container.leftovers(), []);
    });

    debug.testOnce(
      'shown by the adapter keeps colours and tells standard error apart',
      async () => {
        await launch(debug, ['both']);
        await debug.run.ended();
        assert.equal(
          debug.run.client.outputOf('stdout'),
          '\x1b[32mout\x1b[0m\n\ufffd\ufffd bytes\n',
        );
        assert.equal(debug.run.client.outputOf('stderr'), 'err 0\n');
      },
    );

    debug.testOnce('gives way to files, of the host as of the container', async () => {
      const { hostFolder } = debug.container;
      await writeFile(join(hostFolder, 'input.txt'), 'a line\nanother');
      const stdin = join(hostFolder, 'input.txt');
      const attributes = { cwd: '/workspace', stdin, stdout: '/workspace/out.txt' };
      await launch(debug, ['copy'], attributes);
      await debug.run.ended();
      assert.equal(debug.run.client.outputOf('stderr'), 'copied 14\n');
      const again = await debug.open();
      const stdout = { path: 'out.txt', append: true };
      const args = ['copy'];
      await again.launch(
        '',
        { ...attributes, args, stdout, stderr: 'out.txt' },
        undefined,
        'terminal',
      );
      await again.ended();
      assert.equal(
        await readFile(join(hostFolder, 'out.txt'), 'utf8'),
        'a line\nanothera line\nanothercopied 14\n',
      );
      assert.equal(again.client.outputOf('stdout') + again.client.outputOf('stderr'), '');
    });
  },
  { programs },
);

suiteForEveryGdb(
  "the program's terminal in poor images",
  (debug) => {
    suiteSetup(async () => {
      await debug.container.run('rm', '/usr/bin/perl');
      const script = 'printf %s "$1" >/opt/gdb; chmod +x /opt/gdb';
      await debug.container.run('sh', '-c', script, 'sh', gdbWithoutPython);
    });

    test('without perl is the controlling one all the same', async () => {
      const terminal = await openTerminal(debug);
      assert.match(terminal.shown, /terminals 012\r\ncontrolling\r\nforeground\r\nborn 90x30\r\n/);
      await works(debug, terminal);
      assert.equal(await terminal.exit, 0);
      await debug.container.untilClean();
    });

    test('without perl and Python still has keys, size and end of file', async () => {
      const terminal = await openTerminal(debug, { miDebuggerPath: '/opt/gdb' });
      assert.match(terminal.shown, /shared\r\nterminals 012\r\nnot controlling\r\nbackground\r\n/);
      await works(debug, terminal);
      assert.equal(await terminal.exit, 0);
      assert.doesNotMatch(terminal.shown, /GDB|warning|Quit/);
      await debug.container.untilClean();
    });

    test('shown by the adapter takes lines of its prompt', async () => {
      for (const attributes of [{}, { miDebuggerPath: '/opt/gdb' }]) {
        await launch(debug, ['talk'], attributes);
        await debug.run.client.outputUntil('stdout', (text) => text.includes('born'));
        await debug.run.evaluate('one', 'repl');
        await debug.run.client.outputUntil('stdout', (text) => text.endsWith('got:one\n'));
        await debug.open();
      }
    });
  },
  { programs, gdbs: [13], spoilsContainer: true },
);

suiteForEveryGdb(
  'the output of a program',
  (debug) => {
    /** 32 MB in lines of 64 bytes. */
    const lines = 500_000;
    const expected = (): string => {
      const hash = createHash('sha256');
      for (let line = 0; line < lines; line += 1) {
        hash.update(`${String(line).padStart(10, '0')} ${'0'.repeat(52)}\n`);
      }
      return hash.digest('hex');
    };
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

    test('comes whole when there is much of it, and can be paused meanwhile', async () => {
      await launch(debug, ['flood', String(lines)]);
      await debug.run.client.outputUntil('stdout', (text) => text !== '');
      await debug.run.client.request('pause', { threadId: 1 });
      assert.equal((await debug.run.stopped()).reason, 'pause');
      assert.equal((await debug.run.frames()).at(-1)?.name, 'main');
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 0);
      assert.equal(digest(debug.run.client.outputOf('stdout')), expected());
    });

    test('comes whole in a terminal of the editor', async () => {
      const served = ClientTerminal.serve(debug.container, debug.run.client);
      await launch(debug, ['flood', String(lines)], { __terminal: true });
      const terminal = await served;
      assert.equal(await debug.run.ended(), 0);
      assert.equal(await terminal.exit, 0);
      const [name = ''] = terminal.shown.split('\n');
      const text = terminal.shown.slice(name.length + 1).replaceAll('\r\n', '\n');
      assert.equal(digest(text), expected());
    });

    test('may look like that of gdb', async () => {
      await launch(debug, ['lies']);
      assert.equal(await debug.run.ended(), 0);
      assert.equal(
        debug.run.client.outputOf('stdout'),
        '1^done\n*stopped,reason="exited"\n(gdb) \n^error,msg="no"\n=thread-exited,id="1"\n',
      );
    });

    test('may end before the program does', async () => {
      const breakpoints = [await debug.at('closed', {}, 'terminal.cpp')];
      await debug.run.launch('close', {}, { file: 'terminal.cpp', breakpoints }, 'terminal');
      assert.equal((await debug.run.stopped()).reason, 'breakpoint');
      await debug.run.client.request('continue', { threadId: 1 });
      assert.equal(await debug.run.ended(), 4);
      await debug.container.untilClean();
    });
  },
  { programs, gdbs: [13] },
);

suiteForEveryGdb(
  "the attributes of the program's files",
  (debug) => {
    const failure = (attributes: object): Promise<string> =>
      launch(debug, ['copy'], attributes).then(
        () => 'It was launched.',
        (error: unknown) => String(error),
      );

    test('name the file that cannot be read or written', async () => {
      assert.match(
        await failure({ stdin: '/workspace/missing' }),
        /attribute "stdin" names "\/workspace\/missing", which cannot be read in the container "/,
      );
      await debug.open();
      assert.match(
        await failure({ stdout: { path: '/nowhere/out.txt' } }),
        /attribute "stdout" names "\/nowhere\/out.txt", which cannot be written .* see that its folder is there/,
      );
      await debug.open();
      assert.match(await failure({ stderr: { append: true } }), /attribute "stderr" names no file/);
      await debug.open();
      assert.match(await failure({ stdin: ['a'] }), /attribute "stdin" .* must be a string/);
    });
  },
  { programs, gdbs: [13] },
);
