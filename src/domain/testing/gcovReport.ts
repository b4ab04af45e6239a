import type { CoverageSum } from './coverage';

/**
 * Adds a line of `gcov --json-format`: the report of one object. One that is no report is passed over,
 * and answered with false.
 */
export function addGcovReport(
  sum: CoverageSum,
  line: string,
  resolve: (path: string) => string,
): boolean {
  let report: unknown;
  try {
    report = JSON.parse(line);
  } catch {
    return false;
  }
  for (const file of listIn(report, 'files')) {
    const path = memberOf(file, 'file');
    if (typeof path === 'string') {
      addFile(sum, resolve(path), file);
    }
  }
  return true;
}

/** Each instance of a template has its lines once more in the same report. */
function addFile(sum: CoverageSum, containerPath: string, report: unknown): void {
  for (const one of listIn(report, 'lines')) {
    sum.addLine(containerPath, {
      line: numberIn(one, 'line_number'),
      count: numberIn(one, 'count'),
      branches: listIn(one, 'branches').flatMap((branch) =>
        memberOf(branch, 'throw') === true ? [] : [numberIn(branch, 'count')],
      ),
    });
  }
  for (const one of listIn(report, 'functions')) {
    const demangled = memberOf(one, 'demangled_name') ?? memberOf(one, 'name');
    sum.addFunction(containerPath, {
      name: typeof demangled === 'string' ? demangled : '',
      line: numberIn(one, 'start_line'),
      count: numberIn(one, 'execution_count'),
    });
  }
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
