import assert from 'node:assert/strict';
import {
  definitionsOf,
  filterVariables,
  isTrue,
  parseCMakeCache,
} from '../../../src/domain/cmakeCache';

const text = `# This is the CMakeCache file.
# For build in directory: /p/bn

//Choose the type of build, options are: None Debug Release RelWithDebInfo
// MinSizeRel ...
CMAKE_BUILD_TYPE:STRING=Debug

//Path to a program.
CMAKE_AR:FILEPATH=/usr/bin/ar

//No help, variable specified on the command line.
GIVEN:UNINITIALIZED=a=b:c

//Odd: name
"ODD:NAME":STRING=' spaced '

//Build the tests
WITH_TESTS:BOOL=ON

//Value Computed by CMake
p_BINARY_DIR:STATIC=/p/bn

########################
# INTERNAL cache entries
########################

//ADVANCED property for variable: CMAKE_AR
CMAKE_AR-ADVANCED:INTERNAL=1
//STRINGS property for variable: CMAKE_BUILD_TYPE
CMAKE_BUILD_TYPE-STRINGS:INTERNAL=Debug;Release
CMAKE_HOME_DIRECTORY:INTERNAL=/p
`;

suite("CMake's cache", () => {
  const variables = parseCMakeCache(text);

  test('is read with type, help and value, without what CMake keeps for itself', () => {
    assert.deepEqual(
      variables.map(({ name, type, value }) => [name, type, value]),
      [
        ['CMAKE_BUILD_TYPE', 'STRING', 'Debug'],
        ['CMAKE_AR', 'FILEPATH', '/usr/bin/ar'],
        ['GIVEN', 'UNINITIALIZED', 'a=b:c'],
        ['ODD:NAME', 'STRING', ' spaced '],
        ['WITH_TESTS', 'BOOL', 'ON'],
      ],
    );
    assert.equal(
      variables[0]?.help,
      'Choose the type of build, options are: None Debug Release RelWithDebInfo MinSizeRel ...',
    );
    assert.deepEqual(variables[0].choices, ['Debug', 'Release']);
    assert.deepEqual(
      variables.map(({ advanced }) => advanced),
      [false, true, false, false, false],
    );
  });

  test('is filtered by words in name, value and help', () => {
    const names = (filter: string, advanced = false): string[] =>
      filterVariables(variables, { text: filter, advanced }).map(({ name }) => name);

    assert.deepEqual(names('build tests'), ['WITH_TESTS']);
    assert.deepEqual(names('usr/bin'), []);
    assert.deepEqual(names('usr/bin', true), ['CMAKE_AR']);
  });

  test('is changed by definitions that keep the type', () => {
    assert.deepEqual(definitionsOf(variables, { WITH_TESTS: 'OFF', GIVEN: 'x' }), [
      'WITH_TESTS:BOOL=OFF',
      'GIVEN=x',
    ]);
    assert.deepEqual(['ON', 'y', '2', 'OFF', '0', '', 'x-NOTFOUND'].map(isTrue), [
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
