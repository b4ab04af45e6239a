import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DebugProtocol } from '@vscode/debugprotocol';
import {
  logEvent,
  openTerminalEvent,
  terminalOpenedRequest,
  type LogBody,
} from '../../src/domain/launchConfiguration';
import { DebugRun } from '../support/debugRun';
import { compilePrograms, openGdbContainer, type GdbContainer } from '../support/gdbContainer';

suite('a session of the debug adapter', function () {
  this.timeout(240_000);
  let container: GdbContainer;
  let run: DebugRun;

  suiteSetup(async () => {
    container = await openGdbContainer('drydock-test/bookworm');
    await compilePrograms(container);
  });
  suiteTeardown(() => container.dispose());
  setup(async () => {
    run = await DebugRun.open(container);
  });
  teardown(() => run.close());

  const failure = (attributes: object): Promise<string> =>
    run.launch('values', attributes).then(
      () => 'It was launched.',
      (error: unknown) => String(error),
    );

  test('says that a container does not exist', async () => {
    assert.match(
      await failure({ container: 'no-such-container' }),
      /There is no container "no-such-container" on .* attribute "container"/,
    );
  });

  test('names the attribute that is wrong', async () => {
    assert.match(
      await failure({ args: 'values' }),
      /attribute "args" .* must be a list of strings/,
    );
  });

  test('says that the program does not exist, and what is mounted', async () => {
    const message = await failure({ program: `${container.hostFolder}/missing` });
    assert.match(message, /There is no program "\/workspace\/missing" in the container/);
    assert.ok(message.includes(container.hostFolder));
  });

  test('says that a file is no program', async () => {
    assert.match(
      await failure({ program: '/workspace/text.txt' }),
      /gdb cannot debug "\/workspace\/text.txt"/,
    );
  });

  test('says that a program is not executable', async () => {
    await container.run('cp', '/workspace/basics', '/workspace/plain');
    await container.run('chmod', '-x', '/workspace/plain');
    assert.match(
      await failure({ program: '/workspace/plain', containerUser: '1000' }),
      /"\/workspace\/plain" .* cannot be started. See that it is executable/,
    );
  });

  test('says that the folder to start in does not exist', async () => {
    assert.match(
      await failure({ cwd: '/nowhere' }),
      /in the folder "\/nowhere" of the container .* Correct the attribute "cwd"/,
    );
  });

  test('says that gdb is where the attribute does not say', async () => {
    assert.match(
      await failure({ miDebuggerPath: '/opt/gdb' }),
      /has no "\/opt\/gdb"\. Correct the attribute "miDebuggerPath"/,
    );
  });

  test('says which command of the attribute setupCommands was refused', async () => {
    assert.match(
      await failure({ setupCommands: [{ text: 'nonsense' }] }),
      /gdb refused the command "nonsense" of the attribute "setupCommands"/,
    );
  });

  test('leaves nothing in the container when it could not be started', async () => {
    await failure({ setupCommands: [{ text: 'nonsense' }] });
    await container.untilClean();
  });

  test('says that the container has no gdb', async () => {
    const bare = await openGdbContainer('drydock-test/no-gdb');
    try {
      assert.match(
        await failure({ container: bare.name }),
        new RegExp(`The container "${bare.name}" has no gdb\\. Install it in the image`),
      );
    } finally {
      await bare.dispose();
    }
  });

  test('starts a container that is stopped', async () => {
    await container.engine.stopContainer(container.id);
    await run.launch('exit');
    assert.equal(await run.ended(), 3);
  });

  test('says that no mount shows the file of a breakpoint', async () => {
    await run.launch('spin');
    const { breakpoints } = await run.client.request<DebugProtocol.SetBreakpointsResponse>(
      'setBreakpoints',
      { source: { path: 'C:\\elsewhere\\a.cpp' }, breakpoints: [{ line: 1 }] },
    );
    assert.match(
      breakpoints[0]?.message ?? '',
      /No mount of the container .* shows "C:\\elsewhere/,
    );
  });

  test('maps sources by sourceFileMap, which wins over the mounts', async () => {
    const line = await container.line('values');
    const elsewhere = await mkdtemp(join(tmpdir(), 'drydock-elsewhere-'));
    const path = join(elsewhere, 'basics.cpp');
    await copyFile(container.source('basics.cpp'), path);
    try {
      await run.client.request('initialize', { adapterID: 'container-gdb' });
      const launched = run.client.request('launch', {
        container: container.name,
        program: '/workspace/basics',
        sourceFileMap: { '/workspace': elsewhere },
      });
      await run.client.event('initialized');
      await run.client.request('setBreakpoints', { source: { path }, breakpoints: [{ line }] });
      await run.client.request('configurationDone');
      await launched;
      await run.stopped();
      assert.equal((await run.top()).source?.path, path);
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  test('shows that symbols are being read when that takes long', async () => {
    await run.client.request('initialize', { supportsProgressReporting: true });
    const launched = run.client.request('launch', {
      container: container.name,
      program: '/workspace/basics',
      args: ['exit'],
      setupCommands: [{ text: 'shell sleep 2' }],
    });
    const { progressId, title } =
      await run.client.event<DebugProtocol.ProgressStartEvent>('progressStart');
    assert.equal(title, 'Reading symbols of "/workspace/basics"');
    const ended = await run.client.event<DebugProtocol.ProgressEndEvent>('progressEnd');
    assert.equal(ended.progressId, progressId);
    await run.client.event('initialized');
    await run.client.request('configurationDone');
    await launched;
    assert.equal(await run.ended(), 3);
  });

  test('serves a source that only the container has', async () => {
    const source = '/opt/only/basics.cpp';
    await container.run('mkdir', '-p', '/opt/only');
    await container.run('cp', '/workspace/basics.cpp', source);
    await container.run('g++', '-g', '-pthread', source, '-o', '/opt/only/basics', '-ldl');
    await run.launch('values', { program: '/opt/only/basics', stopAtEntry: true });
    await run.stopped();
    const frame = await run.top();
    assert.equal(frame.source?.path, source);
    const { content } = await run.client.request<DebugProtocol.SourceResponse>('source', {
      sourceReference: frame.source.sourceReference,
      source: frame.source,
    });
    assert.match(content, /The program that the adapter's tests debug/);
  });

  test('shows its traffic when asked, without the values of the environment', async () => {
    const environment = [{ name: 'TOKEN', value: 'secret "value"' }];
    await run.launch('environment', { logging: { engineLogging: true }, environment });
    await run.ended();
    const shown = run.client.outputOf('console');
    assert.match(shown, /^gdb → .*-exec-run$/m);
    assert.match(shown, /-gdb-set environment TOKEN=…/);
    assert.doesNotMatch(shown, /secret|^client/m);

    const traced = await DebugRun.open(container);
    const logging = { engineLogging: true, trace: true };
    await traced.launch('spin', { logging, environment, __log: true });
    await traced.evaluate('-exec show environment TOKEN', 'repl');
    await traced.close();
    const lines = traced.client.events
      .filter(({ event }) => event === logEvent)
      .flatMap(({ body }) => (body as LogBody).lines);
    const text = lines.join('\n');
    assert.match(text, /^gdb → .*-exec-run$/m);
    assert.match(text, /^client → .*"command":"configurationDone"/m);
    assert.match(text, /^client ← .*"event":"initialized"/m);
    assert.match(text, /TOKEN = …/);
    assert.doesNotMatch(text, /secret|drydock\.log/);
    assert.equal(traced.client.outputOf('console'), '');
  });

  test('goes on by itself when the client cannot open a terminal', async () => {
    const launched = run.launch('exit', { __terminal: true });
    await run.client.event(openTerminalEvent);
    await run.client.request(terminalOpenedRequest, { error: 'There is no window.' });
    await launched;
    assert.equal(await run.ended(), 3);
  });

  test('refuses a request that it does not know', async () => {
    const { run: own, adapter } = await DebugRun.openOwn(container);
    await assert.rejects(
      own.client.request('stepSideways'),
      /does not know the request "stepSideways"/,
    );
    own.input.end();
    assert.equal(await text(adapter.stderr), '');
  });
});
