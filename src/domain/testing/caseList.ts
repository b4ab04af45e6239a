import type { SourceLocation } from '../diagnostic';
import type { TestCase, TestFramework } from './testCase';

/** Reads what a program prints when it is asked for its cases. */
export function parseCases(framework: TestFramework, text: string): readonly TestCase[] {
  switch (framework) {
    case 'gtest':
      return parseGtest(text);
    case 'catch':
      return text.includes('<MatchingTests>') ? parseCatch3(text) : parseCatch2(text);
    case 'doctest':
      return parseDoctest(text);
  }
}

/** `--gtest_output=json:…`; programs from before it print names alone, cases indented below suites. */
function parseGtest(text: string): readonly TestCase[] {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return parseGtestNames(text);
  }
  return listIn(report, 'testsuites').flatMap((suite) =>
    listIn(suite, 'testsuite').map((test) =>
      testCase(`${textIn(suite, 'name')}.${textIn(test, 'name')}`, {
        path: textIn(test, 'file'),
        line: Number(textIn(test, 'line')),
      }),
    ),
  );
}

function parseGtestNames(text: string): readonly TestCase[] {
  const cases: TestCase[] = [];
  let suite = '';
  for (const line of text.split('\n')) {
    const name = /^(?: {2})?([^\s#]+)/.exec(line)?.[1];
    if (name !== undefined && line.startsWith('  ')) {
      cases.push({ title: suite + name });
    } else if (name?.endsWith('.') === true) {
      suite = name;
    }
  }
  return cases;
}

/** `--list-test-names-only -v high`: name, tab, `@file:line`. */
function parseCatch2(text: string): readonly TestCase[] {
  return [...text.matchAll(/^(.+)\t@(.+):(\d+)\r?$/gm)].map(([, name = '', path = '', line]) =>
    testCase(name.replace(/^"(#.*)"$/, '$1'), { path, line: Number(line) }),
  );
}

/** `--list-tests --reporter xml` of version 3. */
function parseCatch3(text: string): readonly TestCase[] {
  return [...text.matchAll(/<TestCase>.*?<\/TestCase>/gs)].map(([element]) => {
    const inside = (name: string): string =>
      unescaped(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(element)?.[1] ?? '');
    return testCase(inside('Name'), { path: inside('File'), line: Number(inside('Line')) });
  });
}

/** `--list-test-cases --reporters=xml`. */
function parseDoctest(text: string): readonly TestCase[] {
  return [...text.matchAll(/<TestCase (.*?)\/>/gs)].map(([, attributes = '']) => {
    const value = (name: string): string =>
      unescaped(new RegExp(`\\b${name}="(.*?)"`, 's').exec(attributes)?.[1] ?? '');
    return testCase(value('name'), { path: value('filename'), line: Number(value('line')) });
  });
}

function testCase(title: string, definedAt: SourceLocation): TestCase {
  return definedAt.path !== '' && definedAt.line > 0 ? { title, definedAt } : { title };
}

function unescaped(text: string): string {
  return text.replaceAll(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '',
  );
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}

function textIn(value: unknown, name: string): string {
  const text = memberOf(value, name);
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
