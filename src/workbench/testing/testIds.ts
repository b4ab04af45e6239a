const testPrefix = 'test:';
const casePrefix = 'case:';

/** The id of a test's row below its group. */
export function testId(name: string): string {
  return testPrefix + name;
}

/** The id of a case's row below its test. */
export function caseId(title: string): string {
  return casePrefix + title;
}

/** The test whose row has this id. */
export function testOfId(id: string): string | undefined {
  return id.startsWith(testPrefix) ? id.slice(testPrefix.length) : undefined;
}

/** The case whose row has this id. */
export function caseOfId(id: string): string | undefined {
  return id.startsWith(casePrefix) ? id.slice(casePrefix.length) : undefined;
}
