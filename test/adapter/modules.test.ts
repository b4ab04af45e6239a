import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

const programs = {
  modules: ['modules.cpp', '-ldl'],
  'libplugin.so': ['plugin.cpp', '-shared', '-fPIC'],
};

suiteForEveryGdb(
  'modules',
  (debug) => {
    test('tells of libraries and their sources as they come and go', async () => {
      const marks = ['start', 'loaded', 'unloaded'];
      const breakpoints = await Promise.all(marks.map((mark) => debug.at(mark, {}, file)));
      await debug.run.launch('', {}, { file, breakpoints }, 'modules');
      await debug.run.stopped();
      await event(debug, 'new', (module) => module.path === program);
      const libc = await event(debug, 'new', ({ name }) => name === 'libc.so.6');
      assert.match(libc.addressRange ?? '', /^0x[\da-f]+-0x[\da-f]+$/);

      const { modules, totalModules } = await list(debug);
      assert.equal(totalModules, modules.length);
      assert.equal(modules[0]?.id, program);
      assert.match(modules[0].symbolStatus ?? '', /^Symbols are read\.$/);
      const known = modules.find(({ name }) => name === 'libc.so.6');
      assert.equal(known?.id, libc.id);
      assert.match(
        known.symbolStatus ?? '',
        debug.gdb === 10 ? /^Symbols are read\.$/ : /there is no debug information/,
      );
      const page = await list(debug, { startModule: 1, moduleCount: 2 });
      assert.deepEqual(page.modules, modules.slice(1, 3));
      assert.equal(page.totalModules, totalModules);

      const frame = await debug.run.top();
      assert.equal(frame.moduleId, program);
      const before = await sources(debug);
      assert.ok(before.some(({ path }) => path === debug.container.source(file)));
      assert.ok(!before.some(({ name }) => name === 'plugin.cpp'));

      await debug.run.go('continue');
      const plugin = await event(debug, 'new', ({ name }) => name === 'libplugin.so');
      assert.equal(plugin.path, '/workspace/libplugin.so');
      const { source } = await debug.run.client.event<DebugProtocol.LoadedSourceEvent>(
        'loadedSource',
        (body) => body.source.name === 'plugin.cpp',
      );
      assert.equal(source.path, debug.container.source('plugin.cpp'));

      await debug.run.go('continue');
      assert.equal((await event(debug, 'removed', () => true)).id, plugin.id);
      assert.ok(!(await list(debug)).modules.some(({ id }) => id === plugin.id));
    });
  },
  { programs },
);

const file = 'modules.cpp';
const program = '/workspace/modules';

async function event(
  debug: DebugSuite,
  reason: DebugProtocol.ModuleEvent['body']['reason'],
  test: (module: DebugProtocol.Module) => boolean,
): Promise<DebugProtocol.Module> {
  const { module } = await debug.run.client.event<DebugProtocol.ModuleEvent>(
    'module',
    (body) => body.reason === reason && test(body.module),
  );
  return module;
}

async function list(
  debug: DebugSuite,
  args: DebugProtocol.ModulesArguments = {},
): Promise<DebugProtocol.ModulesResponse['body']> {
  return debug.run.client.request<DebugProtocol.ModulesResponse>('modules', args);
}

async function sources(debug: DebugSuite): Promise<readonly DebugProtocol.Source[]> {
  const body = await debug.run.client.request<DebugProtocol.LoadedSourcesResponse>(
    'loadedSources',
    {},
  );
  return body.sources;
}
