import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readGrammar, rulesOf, scopeKind } from '../support/grammar';

const grammar = readGrammar('syntaxes/drydock-build.tmLanguage.json');
const rules = rulesOf(grammar);

/** The pieces of a line with the kind that they get: the second word of the scope, such as `error`. */
function tokens(line: string): string[] {
  for (const rule of rules) {
    const match = new RegExp(rule.match ?? '', 'd').exec(line);
    if (match) {
      const parts = Object.entries(rule.captures ?? {}).flatMap(([group, { name }]) => {
        const text = match[Number(group)];
        return text === undefined || text === '' ? [] : [`${scopeKind(name)}=${text.trim()}`];
      });
      return [...(rule.name === undefined ? [] : [scopeKind(rule.name)]), ...parts];
    }
  }
  return [];
}

suite('The grammar of the build log', () => {
  test('has the scope that the manifest names', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { grammars: readonly { language: string; scopeName: string; path: string }[] };
    };

    assert.deepEqual(manifest.contributes.grammars[0], {
      language: 'drydock-build',
      scopeName: grammar.scopeName,
      path: './syntaxes/drydock-build.tmLanguage.json',
    });
  });

  for (const [line, expected] of [
    [
      '[12/345   3% :: 1.204] Building CXX object a.o',
      ['progress=[12/345   3% :: 1.204]', 'step=Building', 'target=CXX object a.o'],
    ],
    ['[ 33%] Built target fleet', ['progress=[ 33%]', 'step=Built', 'target=target fleet']],
    ['FAILED: [code=1] a.o ', ['failed=FAILED:', 'code=[code=1]', 'target=a.o']],
    [
      '/w/a.cpp:3:5: error: no [-Wx]',
      ['path=/w/a.cpp', 'position=:3:5:', 'error=error', 'message=: no', 'code=[-Wx]'],
    ],
    [
      '/w/a.cpp:3: warning: hm',
      ['path=/w/a.cpp', 'position=:3:', 'warning=warning', 'message=: hm'],
    ],
    ['k.cu(3): error: bad', ['path=k.cu', 'position=(3)', 'error=error', 'message=: bad']],
    [
      'k.cu(3): warning #940-D: bad',
      ['path=k.cu', 'position=(3)', 'warning=warning', 'code=#940-D', 'message=: bad'],
    ],
    ['ptxas error   : too much', ['tool=ptxas', 'error=error', 'message=: too much']],
    [
      'CMake Error at sub/CMakeLists.txt:1 (message):',
      [
        'error=CMake Error',
        'path=sub/CMakeLists.txt',
        'position=:1',
        'command=(message)',
        'message=:',
      ],
    ],
    ['-- Configuring done', ['status']],
    ['/usr/bin/ld: cannot find -lz', ['tool=/usr/bin/ld', 'message=cannot find -lz']],
    [
      'collect2: error: ld returned 1 exit status',
      ['tool=collect2', 'error=error', 'message=: ld returned 1 exit status'],
    ],
    [
      'In file included from /w/b.h:2,',
      ['context=In file included from', 'path=/w/b.h', 'position=:2'],
    ],
    ["/w/a.cpp: In function 'f':", ['context', 'path=/w/a.cpp']],
    ['/w/a.cpp:3:7:   required from here', ['context', 'path=/w/a.cpp', 'position=:3:7:']],
    ['make[2]: *** [x.make:7: a.o] Error 1', ['tool=make[2]', 'error=*** [x.make:7: a.o] Error 1']],
    ['ninja: build stopped: subcommand failed.', ['error']],
    ['   35 |     int x;', ['line=35', 'gutter=|']],
    ['      |         ^~~~~', ['caret']],
    ['Captain Ada sets sail.', []],
  ] as const) {
    test(`"${line}"`, () => {
      assert.deepEqual(tokens(line), expected);
    });
  }
});
