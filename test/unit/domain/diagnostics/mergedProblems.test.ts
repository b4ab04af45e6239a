import assert from 'node:assert/strict';
import type { Diagnostic, SourceLocation } from '../../../../src/domain/diagnostic';
import { MergedProblems } from '../../../../src/domain/diagnostics/mergedProblems';

function problem(
  message: string,
  location: Partial<SourceLocation> = {},
  more: Partial<Diagnostic> = {},
): Diagnostic {
  return {
    severity: 'warning',
    source: 'gcc',
    message,
    location: { path: '/a.cpp', line: 1, ...location },
    related: [],
    ...more,
  };
}

function shown(problems: MergedProblems, path = '/a.cpp'): readonly string[] {
  return problems
    .at(path)
    .map(
      ({ diagnostic: { message, location }, builds }) =>
        `${message}@${location.column ?? 0}: ${builds.join(', ')}`,
    );
}

suite('the problems of builds side by side', () => {
  test('what two builds say of one place is one problem of both', () => {
    const problems = new MergedProblems();
    problems.of('old').add(problem('unused', { column: 3 }));
    problems.of('new').add(problem('unused', { column: 3 }));
    problems.of('new').add(problem('dangling', { column: 9 }));

    assert.deepEqual(shown(problems), ['unused@3: old, new', 'dangling@9: new']);
  });

  test('a column that compilers count differently does not make two of it', () => {
    const problems = new MergedProblems();
    problems.of('old').add(problem('unused', { column: 3 }));
    problems.of('new').add(problem('unused', { column: 7 }));

    assert.deepEqual(shown(problems), ['unused@3: old, new']);
  });

  test('a compiler that names no column has that of another', () => {
    const problems = new MergedProblems();
    problems.of('cuda 11').add(problem('unused'));
    problems.of('cuda 12').add(problem('unused', { column: 7 }));

    assert.deepEqual(shown(problems), ['unused@7: cuda 11, cuda 12']);
  });

  test('two of the same on one line stay two, each with its own column', () => {
    const problems = new MergedProblems();
    problems.of('old').add(problem('narrowing', { column: 3 }));
    problems.of('old').add(problem('narrowing', { column: 20 }));
    problems.of('new').add(problem('narrowing', { column: 20 }));
    problems.of('new').add(problem('narrowing', { column: 30 }));
    problems.of('newest').add(problem('narrowing', { column: 20 }));

    assert.deepEqual(shown(problems), ['narrowing@3: old, new', 'narrowing@20: old, new, newest']);
  });

  test('an error of one is no warning of the other', () => {
    const problems = new MergedProblems();
    problems.of('old').add(problem('narrowing'));
    problems.of('new').add(problem('narrowing', {}, { severity: 'error' }));

    assert.deepEqual(shown(problems), ['narrowing@0: old', 'narrowing@0: new']);
  });

  test("what lies in a container's own header is that container's, whatever its path", () => {
    const problems = new MergedProblems();
    const header = { path: '/usr/include/v.h', onlyInContainer: true };
    problems.of('old').add(problem('deprecated', header));
    problems.of('new').add(problem('deprecated', header));

    assert.deepEqual(shown(problems, header.path), ['deprecated@0: old', 'deprecated@0: new']);
  });

  test('a build that is without a problem leaves it to the others', () => {
    const problems = new MergedProblems();
    for (const build of ['old', 'new']) {
      problems.of(build).add(problem('unused', {}, { origin: '/work/a.cpp' }));
    }

    problems.of('old').remade('/work/a.cpp');
    assert.deepEqual(shown(problems), ['unused@0: new']);

    problems.of('new').remade('/work/a.cpp');
    assert.deepEqual([...problems.files], []);
  });

  test('a build that is forgotten takes its own problems with it', () => {
    const problems = new MergedProblems();
    problems.of('old').add(problem('unused'));
    problems.of('new').add(problem('unused'));
    problems.of('new').add(problem('dangling'));

    problems.forget('new');

    assert.deepEqual(shown(problems), ['unused@0: old']);
  });
});
