/** How often the parts of a source file ran. Lines are counted from 1. */
export interface SourceCoverage {
  readonly containerPath: string;
  readonly lines: readonly LineCoverage[];
  readonly functions: readonly FunctionCoverage[];
}

export interface LineCoverage {
  readonly line: number;
  readonly count: number;
  /** How often each way out of the line was taken; those of exceptions are left out. */
  readonly branches: readonly number[];
}

export interface FunctionCoverage {
  readonly name: string;
  readonly line: number;
  readonly count: number;
}

/** Adds up what reports say of the same files: a header is in many objects. */
export class CoverageSum {
  private readonly files = new Map<string, GrowingFile>();

  addLine(containerPath: string, { line, count, branches }: LineCoverage): void {
    const { lines } = this.file(containerPath);
    const before = lines.get(line);
    lines.set(line, {
      line,
      count: (before?.count ?? 0) + count,
      branches: sums(before?.branches ?? [], branches),
    });
  }

  addFunction(containerPath: string, { name, line, count }: FunctionCoverage): void {
    const { functions } = this.file(containerPath);
    const key = `${line}:${name}`;
    functions.set(key, { name, line, count: (functions.get(key)?.count ?? 0) + count });
  }

  get all(): readonly SourceCoverage[] {
    return [...this.files].map(([containerPath, { lines, functions }]) => ({
      containerPath,
      lines: [...lines.values()].sort((a, b) => a.line - b.line),
      functions: [...functions.values()].sort((a, b) => a.line - b.line),
    }));
  }

  private file(containerPath: string): GrowingFile {
    const file = this.files.get(containerPath) ?? { lines: new Map(), functions: new Map() };
    this.files.set(containerPath, file);
    return file;
  }
}

/** What builds by two compilers counted in one file, which may disagree about the lines that can run. */
export function bothCovered<T extends SourceCoverage>(one: T, other: SourceCoverage): T {
  const sum = new CoverageSum();
  for (const { lines, functions } of [one, other]) {
    for (const line of lines) {
      sum.addLine(one.containerPath, line);
    }
    for (const each of functions) {
      sum.addFunction(one.containerPath, each);
    }
  }
  return { ...one, ...sum.all[0] };
}

interface GrowingFile {
  readonly lines: Map<number, LineCoverage>;
  readonly functions: Map<string, FunctionCoverage>;
}

function sums(one: readonly number[], other: readonly number[]): readonly number[] {
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  return long.map((count, index) => count + (short[index] ?? 0));
}
