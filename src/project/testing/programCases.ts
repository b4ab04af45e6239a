import { parseCases } from '../../domain/testing/caseList';
import type { ProjectTest } from '../../domain/testing/projectTest';
import {
  onlyCaseOf,
  runsAllCases,
  type ProgramCases,
  type TestFramework,
} from '../../domain/testing/testCase';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runInContainer } from '../../engine/runInContainer';
import type { TestPlace } from './testPlace';

/** Knows the cases of the programs of a project's tests; asks a program only when it has changed. */
export class KnownPrograms {
  private programs = new Map<string, KnownProgram>();

  constructor(private readonly engine: ContainerEngine) {}

  /** The cases by program; those that use no framework, or cannot be asked, are not in it. */
  async casesOf(
    tests: readonly ProjectTest[],
    place: TestPlace,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, ProgramCases>> {
    const paths = new Set(
      tests.flatMap(({ command }) =>
        runsAllCases(command) || onlyCaseOf(command) !== undefined ? (command?.[0] ?? []) : [],
      ),
    );
    if (paths.size === 0) {
      return new Map();
    }
    const lines = [...paths].map((path) => `${this.programs.get(path)?.stamp ?? '-'}\t${path}\n`);
    const { container, user, environment } = place;
    const { stdout } = await runInContainer(
      this.engine,
      container,
      {
        argv: ['sh', '-c', script],
        ...(user === undefined ? {} : { user }),
        env: environment,
        input: lines.join(''),
        processGroup: true,
      },
      signal,
    );
    this.programs = this.read(stdout);
    return new Map(
      [...this.programs].flatMap(([path, { cases }]) => (cases ? [[path, cases] as const] : [])),
    );
  }

  private read(text: string): Map<string, KnownProgram> {
    const programs = new Map<string, KnownProgram>();
    for (const part of text.split('\u001e').slice(1)) {
      const end = part.indexOf('\n');
      const [kind = '', stamp = '', path = ''] = part.slice(0, end).split('\t');
      const known = this.programs.get(path);
      const framework = frameworks.find((one) => one === kind);
      const cases = framework && parseCases(framework, part.slice(end + 1));
      programs.set(
        path,
        kind === 'same' && known
          ? known
          : { stamp, ...(framework && cases ? { cases: { framework, cases } } : {}) },
      );
    }
    return programs;
  }
}

interface KnownProgram {
  /** Time and size of the file. */
  readonly stamp: string;
  readonly cases?: ProgramCases;
}

const frameworks: readonly TestFramework[] = ['gtest', 'catch', 'doctest'];

/**
 * Reads stamp and path of programs, and prints for each a line that begins with the record separator,
 * and after it what the program answers. A framework is known by its options, which a program that has
 * it inside contains as text. GoogleTest writes its list to a file only.
 */
const script = String.raw`
limit=
command -v timeout >/dev/null 2>&1 && limit='timeout 10'
list=$(mktemp) || exit
trap 'rm -f "$list"' EXIT
say() { printf '\036%s\t%s\t%s\n' "$1" "$stamp" "$path"; }
has() { LC_ALL=C grep -q -e "$1" "$path" 2>/dev/null; }
while IFS='	' read -r known path; do
  [ -f "$path" ] && [ -x "$path" ] || continue
  stamp=$(stat -c '%Y-%s' "$path" 2>/dev/null)
  if [ -n "$stamp" ] && [ "$stamp" = "$known" ]; then say same; continue; fi
  cd "${'$'}{path%/*}" || continue
  if has gtest_list_tests; then
    say gtest
    : >"$list"
    $limit "$path" --gtest_list_tests "--gtest_output=json:$list" >"$list.text" 2>/dev/null </dev/null
    if [ -s "$list" ]; then cat "$list"; else cat "$list.text"; fi
    rm -f "$list.text"
  elif has dt-list-test-cases; then
    say doctest
    $limit "$path" --list-test-cases --reporters=xml 2>/dev/null </dev/null
  elif has --list-test-names-only; then
    say catch
    $limit "$path" --list-test-names-only -v high 2>/dev/null </dev/null
  elif has --list-tests; then
    say catch
    $limit "$path" --list-tests --reporter xml 2>/dev/null </dev/null
  else
    say none
  fi
done
exit 0
`;
