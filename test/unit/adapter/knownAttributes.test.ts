import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readDebugPlan } from '../../../src/adapter/plan/debugPlan';
import {
  knownAttributes,
  needlessAttributes,
  remarksOnAttributes,
  unusedAttributes,
} from '../../../src/adapter/plan/knownAttributes';

interface Manifest {
  readonly contributes: {
    readonly debuggers: readonly {
      readonly configurationAttributes: Readonly<
        Record<'launch' | 'attach', { readonly properties: Readonly<Record<string, object>> }>
      >;
    }[];
  };
}

suite('the attributes of a launch configuration', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const { launch, attach } = manifest.contributes.debuggers[0]?.configurationAttributes ?? {
    launch: { properties: {} },
    attach: { properties: {} },
  };
  const offered = new Set([...Object.keys(launch.properties), ...Object.keys(attach.properties)]);

  /** The names that the reader asks for, over all the ways into a session. */
  const read = async (): Promise<ReadonlySet<string>> => {
    const seen = new Set<string>();
    const watch = (configuration: object): object =>
      new Proxy(configuration, {
        get: (target, name) => {
          seen.add(String(name));
          return Reflect.get(target, name) as unknown;
        },
      });
    const server = { container: 'c', program: '/x', miDebuggerServerAddress: 'a:1' };
    await readDebugPlan(watch({ container: 'c', program: '/x' }), 'launch');
    await readDebugPlan(watch({ container: 'c', processId: 1 }), 'attach');
    await readDebugPlan(watch({ container: 'c', coreDumpPath: '/core' }), 'launch');
    await readDebugPlan(watch(server), 'launch');
    return new Set([...seen].filter((name) => !name.startsWith('_') && name !== 'noDebug'));
  };

  test('are known when they are read, and the other way round', async () => {
    assert.deepEqual([...(await read())].sort(), [...knownAttributes].sort());
  });

  test('are offered by the manifest when they are known, and the other way round', () => {
    const known = [...knownAttributes, ...needlessAttributes, ...Object.keys(unusedAttributes)];
    assert.deepEqual([...offered].sort(), known.sort());
  });

  test('are described in the manifest, or said to be without use', () => {
    for (const { properties } of [launch, attach]) {
      for (const [name, schema] of Object.entries(properties)) {
        assert.ok(
          ['markdownDescription', 'description', 'deprecationMessage'].some((key) => key in schema),
          name,
        );
      }
    }
  });

  test('of cppdbg that change nothing are named, unless they say nothing', () => {
    assert.deepEqual(remarksOnAttributes({ visualizerFile: 'a.natvis', externalConsole: true }), [
      'The attribute "visualizerFile" is not used: values are shown by the pretty printers of gdb, not by Natvis.',
      'The attribute "externalConsole" is not used: the program runs in a terminal of the editor ("console").',
    ]);
    assert.deepEqual(
      remarksOnAttributes({
        ...{ externalConsole: false, visualizerFile: '', deploySteps: [], variables: {} },
        ...{ targetArchitecture: 'x64', MIMode: 'gdb', name: 'a', type: 'b', __terminal: true },
      }),
      [],
    );
  });

  test('that nobody knows are named, with the nearest name', () => {
    assert.deepEqual(
      remarksOnAttributes({ progam: '/x', stopOnEntry: true, SetupCommands: [1], zebra: 1 }),
      [
        'The attribute "progam" is not known, and not used. Did you mean "program"?',
        'The attribute "stopOnEntry" is not known, and not used. Did you mean "stopAtEntry"?',
        'The attribute "SetupCommands" is not known, and not used. Did you mean "setupCommands"?',
        'The attribute "zebra" is not known, and not used.',
      ],
    );
  });
});
