import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { updateLaunchJson } from '../../../src/domain/launchJson';
import { containerGdbTemplate, cppdbgTemplate } from '../../../src/domain/launchTemplates';
import { createPathMap } from '../../../src/domain/pathMap';

const generated = {
  name: 'Drydock: app',
  type: 'container-gdb',
  request: 'launch',
  program: '${workspaceFolder}/build/app',
  args: [],
};

function written(text: string, configuration = generated): string {
  const result = updateLaunchJson(text, configuration);
  assert.equal(result.kind, 'written');
  return result.text;
}

function configurations(text: string): Record<string, unknown>[] {
  return (parse(text) as { configurations: Record<string, unknown>[] }).configurations;
}

suite('launch.json', () => {
  test('an empty file becomes a complete one', () => {
    const text = written('');
    assert.deepEqual(configurations(text), [generated]);
    assert.match(text, /"version": "0.2.0"/);
  });

  test('comments, order and other configurations stay when one is added', () => {
    const before = `{
\t// mine
\t"version": "0.2.0",
\t"configurations": [
\t\t{ "name": "x", "type": "python" /* why */ }, // trailing
\t],
\t"compounds": [] // end
}
`;
    const after = written(before);
    for (const comment of ['// mine', '/* why */', '// trailing', '// end']) {
      assert.ok(after.includes(comment), comment);
    }
    assert.deepEqual(
      configurations(after).map((each) => each['name']),
      ['x', 'Drydock: app'],
    );
    assert.match(after, /\n\t\t\t"name": "Drydock: app"/);
  });

  test('generating twice changes nothing', () => {
    const once = written('');
    assert.equal(written(once), once);
  });

  test('generating again updates what moved and keeps what the user filled in', () => {
    const mine = written('')
      .replace('"args": []', '"args": ["--fast"], // my flag\n      "stopAtEntry": true')
      .replace('build/app', 'old/app');
    const after = written(mine);
    assert.deepEqual(configurations(after), [
      { ...generated, args: ['--fast'], stopAtEntry: true },
    ]);
    assert.match(after, /\/\/ my flag/);
  });

  test('a file without a list of configurations gets one', () => {
    const after = written('{ "version": "0.2.0" }');
    assert.deepEqual(configurations(after), [generated]);
  });

  test('Windows line ends are kept', () => {
    const after = written('{\r\n  "version": "0.2.0",\r\n  "configurations": []\r\n}\r\n');
    assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
  });

  for (const [what, text, place] of [
    ['a missing brace', '{\n  "configurations": [\n', /line 3/],
    ['an extra word', '{\n  "configurations": [] oops\n}', /line 2/],
    ['a list instead of an object', '[]', /not an object/],
    ['configurations that are no list', '{ "configurations": {} }', /not a list/],
  ] as const) {
    test(`a file with ${what} is left alone and the sentence says where`, () => {
      const result = updateLaunchJson(text, generated);
      assert.equal(result.kind, 'unreadable');
      assert.match(result.message, place);
    });
  }
});

suite('launch templates', () => {
  const place = {
    containerName: 'app-dev',
    user: '1000:1000',
    hostFolder: '/home/ann/app',
    pathMap: createPathMap(
      [{ type: 'bind', source: '/home/ann/app', destination: '/workspace', writable: true }],
      { platform: 'linux' },
    ),
  };
  const target = { name: 'app', containerProgram: '/workspace/build/app' };

  test('container-gdb names the program by the workspace folder and the container by name', () => {
    assert.deepEqual(containerGdbTemplate(target, place, 'drydock: build'), {
      name: 'Drydock: app',
      type: 'container-gdb',
      request: 'launch',
      program: '${workspaceFolder}/build/app',
      args: [],
      cwd: '/workspace',
      stopAtEntry: false,
      container: 'app-dev',
      containerUser: '1000:1000',
      preLaunchTask: 'drydock: build',
    });
  });

  test('a program outside every mount keeps its container path', () => {
    const outside = containerGdbTemplate({ name: 'x', containerProgram: '/opt/x' }, place);
    assert.equal(outside.program, '/opt/x');
  });

  test('cppdbg goes through sh -c with quoted arguments and maps the mounts for breakpoints', () => {
    const configuration = cppdbgTemplate(target, place);
    assert.deepEqual(configuration['pipeTransport'], {
      pipeProgram: 'docker',
      pipeArgs: ['exec', '-i', '-u', '1000:1000', '-w', '/workspace', 'app-dev', '/bin/sh', '-c'],
      debuggerPath: '/usr/bin/gdb',
      pipeCwd: '${workspaceFolder}',
      quoteArgs: true,
    });
    assert.deepEqual(configuration['sourceFileMap'], {
      '/workspace': { editorPath: '${workspaceFolder}', useForBreakpoints: true },
    });
  });
});
