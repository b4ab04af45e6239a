/** How often the parts of a source file ran. Lines are counted from 1. */
export interface SourceCoverage {
  readonly containerPath: string;
  readonly lines: readonly LineCoverage[];
  readonly functions: readonly FunctionCoverage[];
}

interface LineCoverage {
  readonly line: number;
  readonly count: number;
  /** How often each way out of the line was taken; those of exceptions are left out. */
  readonly branches: readonly number[];
}

interface FunctionCoverage {
  readonly name: string;
  readonly line: number;
  readonly count: number;
}

/** Adds up what `gcov --json-format` says of the objects of a build: a header is in many of them. */
export class CoverageSum {
  private readonly files = new Map<string, GrowingFile>();

  /** Takes a line of gcov's output; one that is not its report is passed over, and answered with false. */
  add(line: string, resolve: (path: string) => string): boolean {
    let report: unknown;
    try {
      report = JSON.parse(line);
    } catch {
      return false;
    }
    for (const file of listIn(report, 'files')) {
      const path = memberOf(file, 'file');
      if (typeof path === 'string') {
        this.addFile(resolve(path), file);
      }
    }
    return true;
  }

  get all(): readonly SourceCoverage[] {
    return [...this.files].map(([containerPath, { lines, functions }]) => ({
      containerPath,
      lines: [...lines.values()].sort((a, b) => a.line - b.line),
      functions: [...functions.values()].sort((a, b) => a.line - b.line),
    }));
  }

  private addFile(path: string, report: unknown): void {
    const file: GrowingFile = this.files.get(path) ?? { lines: new Map(), functions: new Map() };
    this.files.set(path, file);
    // Each instance of a template has the line once more in the same report.
    for (const one of listIn(report, 'lines')) {
      const number = numberIn(one, 'line_number');
      const branches = listIn(one, 'branches').flatMap((branch) =>
        memberOf(branch, 'throw') === true ? [] : [numberIn(branch, 'count')],
      );
      const before = file.lines.get(number);
      file.lines.set(number, {
        line: number,
        count: (before?.count ?? 0) + numberIn(one, 'count'),
        branches: sums(before?.branches ?? [], branches),
      });
    }
    for (const one of listIn(report, 'functions')) {
      const line = numberIn(one, 'start_line');
      const demangled = memberOf(one, 'demangled_name') ?? memberOf(one, 'name');
      const name = typeof demangled === 'string' ? demangled : '';
      const key = `${line}:${name}`;
      const count = (file.functions.get(key)?.count ?? 0) + numberIn(one, 'execution_count');
      file.functions.set(key, { name, line, count });
    }
  }
}

interface GrowingFile {
  readonly lines: Map<number, LineCoverage>;
  readonly functions: Map<string, FunctionCoverage>;
}

function sums(one: readonly number[], other: readonly number[]): readonly number[] {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  return long.map((count, index) => count + (short[index] ?? 0));
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}

function numberIn(value: unknown, name: string): number {
  const number = memberOf(value, name);
  return typeof number === 'number' ? number : 0;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
