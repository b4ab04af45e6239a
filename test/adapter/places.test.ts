import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { controlSuite } from '../support/controlSuite';

controlSuite('choosing where a thread goes on', (debug) => {
  const targets = async (): Promise<readonly DebugProtocol.StepInTarget[]> => {
    const { id } = await debug.run.top();
    const body = await debug.run.client.request<DebugProtocol.StepInTargetsResponse>(
      'stepInTargets',
      { frameId: id },
    );
    return body.targets;
  };
  const into = async (label: RegExp): Promise<DebugProtocol.StoppedEvent['body']> => {
    const target = (await targets()).find((each) => label.test(each.label));
    assert.ok(target, String(label));
    await debug.run.client.request('stepIn', { threadId: 1, targetId: target.id });
    return debug.run.stopped();
  };

  test('steps into one of the calls of a line', async () => {
    await debug.launchTo('calls', ['two', 'indirect', 'library', 'skipped']);
    assert.deepEqual(
      (await targets()).map(({ label }) => label.replace(/\(.*/, '')),
      ['square', 'twice'],
    );
    assert.equal((await into(/^twice/)).reason, 'step');
    assert.equal(await debug.where(), 'twice:twice');
    await debug.run.go('continue');
    assert.equal(await debug.where(), 'calls:indirect');
    const indirect = (await targets()).map(({ id }) => id);
    assert.equal(indirect.length, 2);
    await debug.run.client.request('stepIn', { threadId: 1, targetId: indirect[1] });
    assert.equal((await debug.run.stopped()).reason, 'step');
    assert.match(await debug.where(), /area:area$/);
    await debug.run.go('continue');
    assert.equal(await debug.where(), 'calls:skipped');
    // The line does not make this call, so that the step ends at the next line.
    await into(/^twice/);
    assert.equal(await debug.where(), 'calls:library');
    await into(/^helper/);
    assert.equal(await debug.where(), 'helper:helper');
  });

  test('shows what a function returned until the next step', async () => {
    await debug.launchTo('calls', ['square', 'makePair', 'greet']);
    const first = async (): Promise<DebugProtocol.Variable | undefined> =>
      [...(await debug.run.scope('Locals')).variables.values()][0];
    await debug.run.go('stepOut');
    const number = await first();
    assert.match(number?.name ?? '', /^Return value of square/);
    assert.equal(number?.value, '4');
    await debug.run.go('next');
    assert.doesNotMatch((await first())?.name ?? '', /^Return value/);
    await debug.run.go('continue');
    await debug.run.go('stepOut');
    assert.match((await first())?.value ?? '', /hello you/);
    await debug.run.go('continue');
    await debug.run.go('stepOut');
    const pair = await first();
    const members = await debug.run.children(pair?.variablesReference ?? 0);
    assert.deepEqual(
      members.map(({ name }) => name),
      ['first', 'second'],
    );
  });

  test('jumps to another line of the function, and not out of it', async () => {
    await debug.launchTo('calls', ['greeting', 'indirect']);
    const jump = async (mark: string): Promise<void> => {
      const source = { path: debug.container.source('control.cpp') };
      const line = await debug.container.line(mark, 'control.cpp');
      const found = await debug.run.client.request<DebugProtocol.GotoTargetsResponse>(
        'gotoTargets',
        { source, line },
      );
      const [target] = found.targets;
      assert.ok(target);
      assert.equal(target.line, line);
      await debug.run.client.request('goto', { threadId: 1, targetId: target.id });
    };
    await debug.run.go('continue');
    assert.equal(await debug.where(), 'calls:greeting');
    await jump('indirect');
    assert.equal((await debug.run.stopped()).reason, 'goto');
    assert.equal(await debug.where(), 'calls:indirect');
    await debug.run.go('next');
    assert.equal(await debug.where(), 'calls:greeting');
    await assert.rejects(jump('square'), /cannot jump to line \d+: that is in square/);
    assert.equal(await debug.where(), 'calls:greeting');
  });
});

controlSuite('the life of a program', (debug) => {
  test('is restarted from every state, with its breakpoints and other arguments', async () => {
    await debug.launchTo('factorial', ['main', 'product'], { stopAtEntry: false });
    const restart = async (args: readonly string[]): Promise<string> => {
      await debug.run.client.request('restart', {
        arguments: {
          container: debug.container.name,
          program: `${debug.container.hostFolder}/control`,
          args,
        },
      });
      assert.equal((await debug.run.stopped()).reason, 'breakpoint');
      return debug.where();
    };
    assert.equal(await restart(['factorial', 'two words']), 'main:main');
    await debug.run.go('continue');
    assert.equal(await debug.where(), 'factorial:product');
    assert.equal(await restart(['busy', 'again']), 'main:main');
    await debug.run.client.request('continue', { threadId: 1 });
    await debug.run.client.outputUntil('stdout', (text) => text.includes('busy again'));
    assert.equal(await restart(['calls']), 'main:main');
    await debug.run.client.request('continue', { threadId: 1 });
    assert.equal(await debug.run.ended(), 7);
    assert.match(debug.run.client.outputOf('stdout'), /factorial two words[^]*calls -/);
  });

  debug.testOnce('ends when it is asked to, cleaning up', async () => {
    for (const state of ['running', 'stopped']) {
      await debug.open();
      await debug.launch('terminate');
      await debug.run.client.outputUntil('stdout', (text) => text.includes('ready'));
      if (state === 'stopped') {
        await debug.run.client.request('pause', { threadId: 1 });
        await debug.run.stopped();
      }
      await debug.run.client.request('terminate');
      assert.equal(await debug.run.ended(), 7);
      assert.match(debug.run.client.outputOf('stdout'), /cleaned up/);
    }
  });

  debug.testOnce('is killed when it is asked twice', async () => {
    await debug.launch('stubborn');
    await debug.run.client.outputUntil('stdout', (text) => text.includes('ready'));
    await debug.run.client.request('terminate');
    await debug.run.client.request('terminate');
    await debug.run.client.event('terminated');
    await debug.container.untilClean();
  });

  debug.testWithCalls('an evaluation that takes long is cancelled', async () => {
    await debug.launchTo('calls', ['two']);
    const { id } = await debug.run.top();
    const evaluation = debug.run.evaluate('slow(100000000000)', 'watch', id);
    evaluation.catch(() => undefined);
    // gdb has begun with it: the program runs on.
    await debug.container.run('sh', '-c', untilItRuns);
    await debug.run.client.request('cancel', { requestId: debug.run.client.lastSeq });
    await assert.rejects(evaluation, /cancelled/);
    assert.equal(await debug.where(), 'calls:two');
    assert.equal(debug.run.client.events.filter(({ event }) => event === 'stopped').length, 1);
    assert.equal(
      (await debug.run.evaluate('twice(4)', 'watch', (await debug.run.top()).id)).result,
      '8',
    );
    assert.equal((await debug.run.go('next')).reason, 'step');
  });
});

/** Waits until the program is no longer held by the debugger. */
const untilItRuns = `
for file in /proc/[0-9]*/comm; do
  read -r name <"$file"
  [ "$name" = control ] && process=\${file%/comm}
done
until grep -q '^State:.R' "$process/status"; do :; done
`;
