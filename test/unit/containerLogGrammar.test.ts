import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readGrammar, rulesOf, scopeKind, type GrammarRule } from '../support/grammar';

const grammar = readGrammar('syntaxes/container-log.tmLanguage.json');
const rules = rulesOf(grammar);

/** JavaScript has flags where the editor's expressions have `(?i:…)`. */
function expression(match: string): RegExp {
  return new RegExp(match.replaceAll(/\(\?i:(\(\?<=.*?\).*?\(\?=.*?\))\)/g, '(?:$1)'), 'dg');
}

/** The pieces of a line, as the editor takes them: the rule that matches first, the earlier one of two. */
function tokens(line: string): string[] {
  const found: string[] = [];
  let start = 0;
  while (start < line.length) {
    const next = rules
      .flatMap((rule) => {
        const pattern = expression(rule.match ?? '');
        pattern.lastIndex = start;
        const match = pattern.exec(line);
        return match && match[0] !== '' ? [{ rule, match }] : [];
      })
      .reduce<{ rule: GrammarRule; match: RegExpExecArray } | undefined>(
        (best, each) => (best && best.match.index <= each.match.index ? best : each),
        undefined,
      );
    if (!next) {
      break;
    }
    const { rule, match } = next;
    const name = rule.name;
    found.push(
      ...(name === undefined
        ? Object.entries(rule.captures ?? {}).flatMap(([group, capture]) => {
            const text = match[Number(group)];
            return text === undefined ? [] : [`${scopeKind(capture.name)}=${text}`];
          })
        : [`${scopeKind(name)}=${match[0]}`]),
    );
    start = match.index + match[0].length;
  }
  return found;
}

suite('The grammar of container logs', () => {
  test('has the scope and the language that the manifest names', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: {
        grammars: readonly { language: string; scopeName: string }[];
        languages: readonly { id: string; extensions?: readonly string[] }[];
      };
    };
    assert.ok(
      contributes.grammars.some(
        ({ language, scopeName }) =>
          language === 'container-log' && scopeName === grammar.scopeName,
      ),
    );
    assert.deepEqual(contributes.languages.find(({ id }) => id === 'container-log')?.extensions, [
      '.container.log',
    ]);
  });

  for (const [line, expected] of [
    [
      '2026-11-25T13:11:19.123Z ERROR 10.0.0.1:80 said "no \\" way"',
      ['time=2026-11-25T13:11:19.123Z', 'error=ERROR', 'ip=10.0.0.1:80', 'double="no \\" way"'],
    ],
    ['13:11:19 WARN disk', ['time=13:11:19', 'warning=WARN']],
    ['[info] ready', ['info=info']],
    ['level=debug port=8080', ['key=level', 'debug=debug', 'key=port', 'number=8080']],
    [
      '127.0.0.1 - - [25/Nov/2026:13:11:19 +0000] "GET / HTTP/1.1" 200',
      ['ip=127.0.0.1', 'time=25/Nov/2026:13:11:19 +0000', 'double="GET / HTTP/1.1"', 'number=200'],
    ],
    [
      '    at Object.run (/app/a.js:3:14)',
      ['at=at', 'function=Object.run', 'path=(/app/a.js:3:14)'],
    ],
    ['  File "/a.py", line 3, in f', ['path="/a.py"', 'position=3', 'function=f']],
    ['#0  0x00007f1 in main', ['frame=#0', 'address=0x00007f1', 'function=main']],
    ["it's a user's word", []],
    ['fe80::1 is null', ['ip=fe80::1', 'value=null']],
  ] as const) {
    test(`"${line}"`, () => {
      assert.deepEqual(tokens(line), expected);
    });
  }
});
