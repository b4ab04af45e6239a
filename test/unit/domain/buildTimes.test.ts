import assert from 'node:assert/strict';
import { parseNinjaLog } from '../../../src/domain/buildTimes';

const log = [
  '# ninja log v5',
  '1\t1801\t17\tCMakeFiles/app.dir/app/main.cpp.o\taaa1',
  '3\t903\t17\tlib/CMakeFiles/fleet.dir/src/dock.cpp.o\taaa2',
  '1802\t1902\t17\tapp\taaa3',
  '904\t954\t17\tlib/libfleet.a\taaa4',
  '5\t405\t18\tCMakeFiles/app.dir/app/main.cpp.o\taaa1',
  '410\t420\t18\tgenerated.h\taaa5',
  '410\t420\t18\tgenerated.cpp\taaa5',
  '',
].join('\n');

suite('the times of a build', () => {
  test('each step counts as it was built last, the slowest first', () => {
    const times = parseNinjaLog(log);

    assert.deepEqual(
      times?.steps.map(({ name, time }) => `${name} ${time}`),
      [
        'lib/src/dock.cpp 900',
        'app/main.cpp 400',
        'app 100',
        'lib/libfleet.a 50',
        'generated.h 10',
      ],
    );
    assert.equal(times.total, 1460);
  });

  test('objects, libraries and programs count for their target', () => {
    assert.deepEqual(parseNinjaLog(log)?.targets, [
      { name: 'fleet', time: 950, steps: 2 },
      { name: 'app', time: 500, steps: 2 },
      { name: 'generated.h', time: 10, steps: 1 },
    ]);
  });

  test('what CMake names twice goes by its name in the build folder, whichever comes first', () => {
    const twice = [
      '# ninja log v5',
      '1\t9\t0\t/workspace/build/CMakeFiles/slow\taaa1',
      '1\t9\t0\tCMakeFiles/slow\taaa1',
      '1\t8\t0\tCMakeFiles/quick\taaa2',
      '1\t8\t0\t/workspace/build/CMakeFiles/quick\taaa2',
      '',
    ].join('\n');

    assert.deepEqual(
      parseNinjaLog(twice)?.steps.map(({ output }) => output),
      ['CMakeFiles/slow', 'CMakeFiles/quick'],
    );
  });

  test("what is no log of Ninja's is none", () => {
    assert.equal(parseNinjaLog(''), undefined);
    assert.equal(parseNinjaLog('cat: .ninja_log: No such file or directory'), undefined);
  });
});
