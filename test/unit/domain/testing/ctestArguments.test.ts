import assert from 'node:assert/strict';
import { listArguments, runArguments } from '../../../../src/domain/testing/ctestArguments';

suite('the arguments of ctest', () => {
  const place = { version: '3.25.1', configuration: 'Debug', more: ['-LE', 'slow'] };

  test('list tests as JSON where ctest can, with the arguments that change their numbers', () => {
    assert.deepEqual(listArguments(place), ['-C', 'Debug', '-LE', 'slow', '--show-only=json-v1']);
    assert.deepEqual(listArguments({ ...place, version: '3.13.4', more: [] }), [
      '-C',
      'Debug',
      '-N',
    ]);
  });

  test('run all tests, or some by their numbers', () => {
    assert.deepEqual(runArguments(place, { jobs: 4 }), [
      ['-C', 'Debug', '-LE', 'slow', '-V', '-j4'],
    ]);
    assert.deepEqual(runArguments({ ...place, more: [] }, { jobs: 1, indices: [3, 7] }), [
      ['-C', 'Debug', '-V', '-I', '0,0,0,3,7'],
    ]);
  });

  test('name the test preset first', () => {
    const preset = { ...place, preset: 'quick', more: [] };
    assert.deepEqual(listArguments(preset).slice(0, 4), ['--preset', 'quick', '-C', 'Debug']);
  });

  test('are never longer than an argument may be', () => {
    const indices = Array.from({ length: 25_000 }, (_, index) => 100_000 + index);

    const runs = runArguments(place, { jobs: 1, indices });

    assert.equal(runs.length, 3);
    assert.ok(runs.flat().every((argument) => argument.length < 128 * 1024));
  });
});
