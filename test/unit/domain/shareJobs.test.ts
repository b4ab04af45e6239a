import assert from 'node:assert/strict';
import { shareJobs } from '../../../src/domain/shareJobs';

suite('the processors of a machine for builds side by side', () => {
  test('are divided evenly, what is left over going to the first', () => {
    assert.deepEqual(shareJobs(8, [8, 8, 8]), [3, 3, 2]);
  });

  test('go to the others where a container may not use its share', () => {
    assert.deepEqual(shareJobs(12, [2, 12, 12]), [2, 5, 5]);
  });

  test('are left alone where no container may use more', () => {
    assert.deepEqual(shareJobs(16, [2, 3]), [2, 3]);
  });

  test('are one for each, however few there are', () => {
    assert.deepEqual(shareJobs(2, [8, 8, 8]), [1, 1, 1]);
    assert.deepEqual(shareJobs(0, [4]), [1]);
  });

  test('all go to one that is alone', () => {
    assert.deepEqual(shareJobs(8, [8]), [8]);
    assert.deepEqual(shareJobs(8, []), []);
  });
});
