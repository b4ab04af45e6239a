import assert from 'node:assert/strict';
import { parseBuildProgress } from '../../../src/domain/buildProgress';

suite('progress of a build', () => {
  test("Ninja's own form", () => {
    assert.deepEqual(parseBuildProgress('[3/12] Building CXX object a.o'), {
      fraction: 0.25,
      text: 'Building CXX object a.o',
    });
  });

  test('the form that Drydock asks Ninja for', () => {
    assert.deepEqual(parseBuildProgress('[6/6 100% :: 2.834] Linking CXX executable app'), {
      fraction: 1,
      text: 'Linking CXX executable app',
    });
  });

  test('the percentage of a Makefile', () => {
    assert.deepEqual(parseBuildProgress('[ 50%] Built target fleet'), {
      fraction: 0.5,
      text: 'Built target fleet',
    });
  });

  test('no work at all is no division by zero', () => {
    assert.equal(parseBuildProgress('[0/0] Re-checking globbed directories')?.fraction, 0);
  });

  for (const line of ['-- [1/2] no', '[tool] 3/4', '[1/2]', 'int a[1/2] = {};']) {
    test(`"${line}" is no progress`, () => {
      assert.equal(parseBuildProgress(line), undefined);
    });
  }
});
