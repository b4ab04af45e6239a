import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suiteForEveryGdb } from '../support/everyGdb';

suiteForEveryGdb('the attributes of a launch', (debug) => {
  test('symbols are read of the libraries that symbolLoadInfo names, before they run', async () => {
    const atPlugin = {
      file: 'plugin.cpp',
      breakpoints: [await debug.at('plugin', {}, 'plugin.cpp')],
    };
    const symbolLoadInfo = { loadAll: false, exceptionList: 'libplugin*' };
    await debug.run.launch('library', { symbolLoadInfo }, atPlugin);
    assert.equal((await debug.run.stopped()).reason, 'breakpoint');
    assert.equal((await debug.run.top()).name, 'plugin');
    await debug.run.client.request('continue', { threadId: 1 });
    assert.equal(await debug.run.ended(), 0);
    assert.equal(debug.run.client.events.filter(({ event }) => event === 'stopped').length, 1);

    const without = await debug.open();
    const others = { loadAll: true, exceptionList: 'libplugin.so;libm.*' };
    await without.launch('library', { symbolLoadInfo: others }, atPlugin);
    assert.equal(await without.ended(), 0);
    assert.ok(!without.client.events.some(({ event }) => event === 'stopped'));
  });

  debug.testOnce('init files of gdb are read only when they are asked for', async () => {
    const { container } = debug;
    const { hostFolder } = container;
    await writeFile(join(hostFolder, 'own.gdb'), 'set $read = 17\nset pagination on\n');
    await container.run('sh', '-c', 'echo "set \\$read = 18" >~/.gdbinit');
    const readBy = async (attributes: object): Promise<string> => {
      const one = await debug.open();
      await one.launch('values', { stopAtEntry: true, ...attributes });
      await one.stopped();
      return (await one.evaluate('$read', 'watch', (await one.top()).id)).result;
    };
    assert.equal(await readBy({}), 'void');
    assert.equal(await readBy({ gdbInit: true }), '18');
    assert.equal(await readBy({ gdbInit: join(hostFolder, 'own.gdb') }), '17');
    assert.equal(await readBy({ miDebuggerArgs: "-ex 'set $read = 19'" }), '19');
    await container.run('sh', '-c', 'rm ~/.gdbinit');
  });

  if (debug.gdb !== 13) {
    return; // what follows is the same for every gdb
  }

  debug.testOnce('an init file that is not there is named', async () => {
    await assert.rejects(
      debug.run.launch('values', { gdbInit: '/none.gdb' }),
      /gdb refused the file "\/none.gdb" of the attribute "gdbInit": .*No such file/,
    );
  });

  debug.testOnce("a hook of one's own stays what gdb runs at each stop", async () => {
    const gdbInit = join(debug.container.hostFolder, 'hook.gdb');
    await writeFile(gdbInit, 'set $stops = 0\ndefine hook-stop\nset $stops = $stops + 1\nend\n');
    await debug.run.launch('values', { gdbInit, stopAtEntry: true });
    await debug.run.stopped();
    for (const stops of ['1', '2', '3']) {
      const { id } = await debug.run.top();
      assert.equal((await debug.run.evaluate('$stops', 'watch', id)).result, stops);
      await debug.run.go('next');
    }
  });

  const custom = {
    customLaunchSetupCommands: [{ text: '-break-insert -t main' }, { text: '-exec-run' }],
    launchCompleteCommand: 'exec-continue',
  };

  test('commands of the user lead to the program, which goes on', async () => {
    await debug.run.launch('exit', custom);
    assert.equal(await debug.run.ended(), 3);
    assert.ok(!debug.run.client.events.some(({ event }) => event === 'stopped'));
  });

  test('the program may wait at a breakpoint of the user before the client is ready', async () => {
    const late = debug.run;
    await late.client.request('initialize', { adapterID: 'container-gdb' });
    const { name: container, hostFolder } = debug.container;
    const program = `${hostFolder}/basics`;
    const launched = late.client.request('launch', {
      container,
      program,
      args: ['exit'],
      ...custom,
    });
    await late.client.event('initialized');
    const traced = 'until grep -qs "^State:.t" "/proc/$(pidof basics)/status"; do sleep 0.05; done';
    await debug.container.run('sh', '-c', traced);
    await late.client.request('configurationDone');
    await launched;
    assert.equal(await late.ended(), 3);
    assert.ok(!late.client.events.some(({ event }) => event === 'stopped'));
  });

  test('commands of the user reach a server, whose program stays where it stands', async () => {
    const waiting = debug.run;
    const start = [{ text: 'target remote | gdbserver --once - /workspace/basics exit' }];
    const stay = { customLaunchSetupCommands: start, launchCompleteCommand: 'None' };
    await waiting.launch('exit', stay);
    assert.equal((await waiting.stopped()).reason, 'entry');
    await waiting.client.request('continue', { threadId: 1 });
    assert.equal(await waiting.ended(), 3);
  });

  debug.testOnce('what changes nothing is named in the console', async () => {
    const logging = { engineLogging: 'none', natvisDiagnostics: 'none' };
    const more = { visualizerFile: 'a.natvis', stopOnEntry: true, logging, debuginfod: {} };
    await debug.run.launch('exit', more);
    assert.equal(await debug.run.ended(), 3);
    const notes = debug.run.client.outputOf('console');
    assert.match(notes, /The attribute "visualizerFile" is not used: .*Natvis\.\n/);
    assert.match(notes, /"stopOnEntry" is not known, and not used. Did you mean "stopAtEntry"\?\n/);
    assert.equal(notes.split('\n').length, 3);
  });
});
