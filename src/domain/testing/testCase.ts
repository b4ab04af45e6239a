import type { SourceLocation } from '../diagnostic';

/** The frameworks whose cases are shown below a test that runs the whole program. */
export type TestFramework = 'gtest' | 'catch' | 'doctest';

/** One case of a program that is written with a framework. */
export interface TestCase {
  /** As the framework names it, and selects it by. */
  readonly title: string;
  /** In container paths, where the program tells. */
  readonly definedAt?: SourceLocation;
}

/** The cases of a program. */
export interface ProgramCases {
  readonly framework: TestFramework;
  readonly cases: readonly TestCase[];
}

/** The option by which a program of `gtest_discover_tests` runs one case. */
const gtestFilter = '--gtest_filter=';

/** Whether a test's command runs all cases of its program, so that some of them can be asked for. */
export function runsAllCases(command: readonly string[] | undefined): boolean {
  const args = command?.slice(1) ?? [];
  return (
    command !== undefined &&
    args.every((arg) => arg.startsWith('-') && !/filter|test-case|test-suite/.test(arg))
  );
}

/** The one case that a test's command runs, where it is one of GoogleTest. */
export function onlyCaseOf(command: readonly string[] | undefined): string | undefined {
  const filter = command?.find((arg) => arg.startsWith(gtestFilter))?.slice(gtestFilter.length);
  return filter === undefined || /[*?:]/.test(filter) ? undefined : filter;
}

/** The arguments that select cases, one list for each run: an argument may not be too long. */
export function caseArguments(
  framework: TestFramework,
  titles: readonly string[],
): readonly (readonly string[])[] {
  const runs: string[][] = [];
  let length = 0;
  for (const title of titles) {
    if (runs.length === 0 || length + title.length > longestFilter) {
      runs.push([]);
      length = 0;
    }
    runs.at(-1)?.push(title);
    length += title.length + 1;
  }
  return runs.map((some) => selecting(framework, some));
}

/** Linux takes no argument of more than 128 KB; a title may double when it is escaped. */
const longestFilter = 50_000;

function selecting(framework: TestFramework, titles: readonly string[]): readonly string[] {
  switch (framework) {
    case 'gtest':
      return [
        gtestFilter + titles.join(':'),
        ...(titles.some((title) => title.includes('DISABLED_'))
          ? ['--gtest_also_run_disabled_tests']
          : []),
      ];
    case 'catch':
      return [titles.map((title) => title.replaceAll(/[\\,["]/g, String.raw`\$&`)).join(',')];
    case 'doctest':
      // Old versions know no escape for a comma, but all know this wildcard.
      return [`--test-case=${titles.map((title) => title.replaceAll(',', '?')).join(',')}`];
  }
}

/** The case that a program's output names: a long title is broken there, with blanks in between. */
export function findCase(cases: readonly TestCase[], title: string): TestCase | undefined {
  const exact = cases.find((one) => one.title === title);
  const squeezed = title.replaceAll(/\s/g, '');
  return exact ?? cases.find((one) => one.title.replaceAll(/\s/g, '') === squeezed);
}
