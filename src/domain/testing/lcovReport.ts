import type { CoverageSum } from './coverage';

/**
 * Reads the trace file of lcov line by line, which `llvm-cov export` writes, too: its own JSON is a
 * single line, however large the project is.
 */
export class LcovReport {
  private containerPath: string | undefined;
  private readonly lines = new Map<number, number>();
  private readonly branches = new Map<number, number[]>();
  private readonly functions = new Map<string, { line: number; count: number }>();

  constructor(
    private readonly sum: CoverageSum,
    private readonly resolve: (path: string) => string,
  ) {}

  /** Takes a line; what is not known is passed over. */
  line(text: string): void {
    const colon = text.indexOf(':');
    const value = text.slice(colon + 1);
    switch (colon < 0 ? text : text.slice(0, colon)) {
      case 'SF':
        this.containerPath = this.resolve(value);
        break;
      case 'FN': {
        const [line, name] = numberAndRest(value);
        this.functions.set(name, { line, count: 0 });
        break;
      }
      case 'FNDA': {
        const [count, name] = numberAndRest(value);
        const known = this.functions.get(name);
        if (known) {
          known.count += count;
        }
        break;
      }
      case 'DA': {
        const [line, count] = numbers(value);
        this.lines.set(line, count);
        break;
      }
      case 'BRDA': {
        // Line, block, branch, and a hyphen where the line never ran.
        const [line, , , taken] = numbers(value);
        this.branches.set(line, [...(this.branches.get(line) ?? []), taken]);
        break;
      }
      case 'end_of_record':
        this.endFile();
        break;
    }
  }

  private endFile(): void {
    const { containerPath } = this;
    if (containerPath !== undefined) {
      for (const [line, count] of this.lines) {
        const branches = this.branches.get(line) ?? [];
        this.sum.addLine(containerPath, { line, count, branches });
      }
      for (const [name, { line, count }] of this.functions) {
        this.sum.addFunction(containerPath, { name: withoutFile(name), line, count });
      }
    }
    this.containerPath = undefined;
    this.lines.clear();
    this.branches.clear();
    this.functions.clear();
  }
}

/** LLVM puts the file before the name of a function that only that file can call. */
function withoutFile(name: string): string {
  return name.replace(/^[^\s:;()<>]+(?:;|:(?!:))/, '');
}

function numberAndRest(text: string): readonly [number, string] {
  const comma = text.indexOf(',');
  return [Number(text.slice(0, comma)) || 0, text.slice(comma + 1)];
}

function numbers(text: string): readonly [number, number, number, number] {
  const [a, b, c, d] = text.split(',').map((part) => Number(part) || 0);
  return [a ?? 0, b ?? 0, c ?? 0, d ?? 0];
}
