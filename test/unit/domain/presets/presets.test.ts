import assert from 'node:assert/strict';
import {
  findPreset,
  joinPresets,
  offeredPresets,
  presetBinaryDirectory,
  presetsFor,
} from '../../../../src/domain/presets/cmakePresets';
import { parsePresetsFile } from '../../../../src/domain/presets/presetsFile';
import { cmakeForPresets } from '../../../../src/domain/presets/presetVersion';

const project = parsePresetsFile(
  '/workspace/CMakePresets.json',
  JSON.stringify({
    version: 6,
    include: ['cmake/more.json'],
    configurePresets: [
      {
        name: 'base',
        hidden: true,
        generator: 'Ninja',
        binaryDir: '${sourceParentDir}/$env{ROOM}/${sourceDirName}-${presetName}',
        environment: { ROOM: '$penv{HOME}/out' },
        cacheVariables: { CMAKE_BUILD_TYPE: { type: 'STRING', value: 'Debug' } },
      },
      { name: 'debug', displayName: 'For the debugger', inherits: 'base' },
      {
        name: 'release',
        inherits: ['base'],
        cacheVariables: { CMAKE_BUILD_TYPE: 'Release' },
        environment: { ROOM: 'fast' },
      },
      { name: 'nowhere' },
      { name: 'theirs', binaryDir: '$vendor{place}' },
    ],
    buildPresets: [
      { name: 'all', configurePreset: 'debug', jobs: 2 },
      { name: 'app', inherits: 'all', targets: 'app' },
      { name: 'quick', configurePreset: 'release', configuration: 'Release' },
    ],
    packagePresets: [
      { name: 'packed', hidden: true, configurations: ['Debug', 'Release'] },
      { name: 'zip', inherits: 'packed', configurePreset: 'debug' },
      { name: 'deb', configurePreset: 'release' },
    ],
    workflowPresets: [
      {
        name: 'ci',
        steps: [
          { type: 'configure', name: 'debug' },
          { type: 'build', name: 'all' },
        ],
      },
    ],
  }),
);
const place = {
  sourceDirectory: '/work/app',
  containerEnvironment: new Map([['HOME', 'home/ada']]),
};
const directoryOf = (name: string): unknown => presetBinaryDirectory([project], name, place);

suite('Presets of CMake', () => {
  const presets = joinPresets([project]);

  test('are offered with their names, and hidden ones only inherited from', () => {
    assert.deepEqual(
      offeredPresets(presets, 'configure').map(({ label, buildType }) => [label, buildType]),
      [
        ['For the debugger', 'Debug'],
        ['release', 'Release'],
        ['nowhere', undefined],
        ['theirs', undefined],
      ],
    );
    assert.deepEqual(presets.problems, []);
  });

  test('say where they build, as far as that is known without CMake', () => {
    assert.deepEqual(directoryOf('debug'), {
      kind: 'known',
      containerPath: '/work/home/ada/out/app-debug',
    });
    assert.deepEqual(directoryOf('release'), {
      kind: 'known',
      containerPath: '/work/fast/app-release',
    });
    assert.deepEqual(directoryOf('nowhere'), { kind: 'unset' });
    assert.deepEqual(directoryOf('theirs'), { kind: 'unknown' });
  });

  test('of builds go with the configure preset that they name or inherit', () => {
    assert.deepEqual(
      presetsFor(presets, 'build', 'debug').map(({ name, hasJobs }) => [name, hasJobs]),
      [
        ['all', true],
        ['app', true],
      ],
    );
    assert.equal(findPreset(presets, 'build', 'quick')?.configuration, 'Release');
    assert.deepEqual(findPreset(presets, 'workflow', 'ci')?.uses, [
      { kind: 'configure', name: 'debug' },
      { kind: 'build', name: 'all' },
    ]);
  });

  test('to package by go with a configure preset, and inherit what they pack', () => {
    const offered = presetsFor(presets, 'package', 'debug');

    assert.deepEqual(
      offered.map(({ name, configurations }) => [name, ...configurations]),
      [['zip', 'Debug', 'Release']],
    );
  });

  test('need the CMake that reads their newest file', () => {
    assert.equal(presets.minimumCMake, '3.25');
    assert.equal(cmakeForPresets(1), '3.19');
    assert.equal(cmakeForPresets(99), '4.3');
  });

  test('that lead in a circle, miss something or are there twice are problems at their name', () => {
    const odd = parsePresetsFile(
      '/workspace/CMakeUserPresets.json',
      JSON.stringify(
        {
          version: 3,
          configurePresets: [
            { name: 'one', inherits: 'two' },
            { name: 'two', inherits: 'one' },
            { name: 'three', inherits: 'none' },
            { name: 'debug' },
          ],
          testPresets: [{ name: 'late', configurePreset: 'gone' }],
        },
        undefined,
        2,
      ),
    );

    const { problems } = joinPresets([project, odd]);

    assert.deepEqual(
      problems.map(({ message }) => message).toSorted(),
      [
        '"one" inherits from itself.',
        '"two" inherits from itself.',
        '"three" inherits from "none", and there is no such configure preset.',
        'There is another configure preset "debug", in "/workspace/CMakePresets.json".',
        '"late" uses the configure preset "gone", which is not there.',
      ].toSorted(),
    );
    assert.deepEqual(problems.find(({ message }) => message.includes('"none"'))?.place, {
      line: 13,
      column: 15,
      length: 7,
    });
  });
});

suite('A file of presets that CMake refuses', () => {
  const messages = (text: string): string[] =>
    parsePresetsFile('/p/CMakePresets.json', text).problems.map(
      ({ place: { line }, message }) => `${line}: ${message}`,
    );

  test('is still read where only comments and a comma too many stand in it', () => {
    const text = '{\n  // mine\n  "version": 3,\n  "configurePresets": [{ "name": "a" },]\n}';

    assert.deepEqual(messages(text), [
      '2: CMake takes no comments in presets. Remove it, or use "$comment" from version 10 on.',
      '4: CMake takes no comma after the last member. Remove it.',
    ]);
    assert.deepEqual(
      parsePresetsFile('/p/CMakePresets.json', text).presets.map(({ name }) => name),
      ['a'],
    );
  });

  test('is named when it is no JSON, has no version, or presets without names', () => {
    assert.match(messages('{ "version": 3, nonsense }')[0] ?? '', /^1: This is not JSON/);
    assert.deepEqual(messages('[]').slice(0, 1), ['1: A file of presets is a JSON object.']);
    assert.deepEqual(messages('{ "buildPresets": [{}], "testPresets": 3 }'), [
      '1: CMake needs the member "version" with a whole number, such as 3.',
      '1: A preset is an object with a "name".',
      '1: "testPresets" is an array of presets.',
    ]);
    assert.match(messages('')[0] ?? '', /not JSON/);
  });
});
