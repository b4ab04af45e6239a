import assert from 'node:assert/strict';
import type { Diagnostic } from '../../../../src/domain/diagnostic';
import { ProblemStore } from '../../../../src/domain/diagnostics/problemStore';

function problem(path: string, message: string, more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    severity: 'warning',
    source: 'gcc',
    message,
    location: { path, line: 1 },
    related: [],
    ...more,
  };
}

suite('problems over several builds', () => {
  test('what is not compiled again keeps its problems', () => {
    const store = new ProblemStore();
    store.add(problem('/a.cpp', 'unused', { origin: '/a.cpp' }));
    store.add(problem('/b.cpp', 'unused', { origin: '/b.cpp' }));

    store.begin();
    const changed = store.remade('/b.cpp');

    assert.deepEqual([...changed], ['/b.cpp']);
    assert.deepEqual(store.files, ['/a.cpp']);
  });

  test('a problem that belongs to nothing lasts until the next build', () => {
    const store = new ProblemStore();
    store.add(problem('/CMakeLists.txt', 'no rule to make target'));

    const changed = store.begin();

    assert.deepEqual([...changed], ['/CMakeLists.txt']);
    assert.deepEqual(store.files, []);
  });

  test("a header's warning stays until the last source that includes it is without it", () => {
    const store = new ProblemStore();
    store.add(problem('/h.h', 'unused', { origin: '/a.cpp' }));
    store.add(problem('/h.h', 'unused', { origin: '/b.cpp' }));
    assert.equal(store.of('/h.h').length, 1);

    store.remade('/a.cpp');
    assert.equal(store.of('/h.h').length, 1);

    store.remade('/b.cpp');
    assert.equal(store.of('/h.h').length, 0);
  });

  test('no error is left after all was built', () => {
    const store = new ProblemStore();
    store.add(problem('/gone.cpp', 'broken', { origin: '/gone.cpp', severity: 'error' }));
    store.add(problem('/gone.cpp', 'unused', { origin: '/gone.cpp' }));

    const changed = store.succeeded();

    assert.deepEqual([...changed], ['/gone.cpp']);
    assert.deepEqual(
      store.of('/gone.cpp').map(({ message }) => message),
      ['unused'],
    );
  });
});
