import assert from 'node:assert/strict';
import { mayHaveEffects } from '../../../src/domain/expressionEffects';
import { expressionTokens } from '../../../src/domain/expressionTokens';
import { parseFormattedExpression } from '../../../src/domain/formattedExpression';

suite('expressions', () => {
  test('are taken apart into tokens, quotes and all', () => {
    assert.deepEqual(
      expressionTokens('a->b[1] >>= L"x\\", y" + \'(\' - 0x1e.5').map(({ text }) => text),
      ['a', '->', 'b', '[', '1', ']', '>>=', 'L"x\\", y"', '+', "'('", '-', '0x1e.5'],
    );
    assert.deepEqual(
      expressionTokens('größe "open').map(({ kind }) => kind),
      ['word', 'quoted'],
    );
  });

  test('that only read are told from those that may change the program', () => {
    const reading = [
      'a == b',
      'a <= b && c >= d != e',
      'a.b->c[2].d',
      '*pointer',
      '-x',
      'sizeof(x)',
      'sizeof (x) + alignof(Point)',
      '(int)(x)',
      '(Point *)(address)',
      '(unsigned char) c',
      'int(x)',
      'static_cast<std::pair<int, int>*>(x)->first',
      'a > (b)',
      'a < b',
      '(a + b) * (c)',
      '"f(x) = 1"[0]',
      "'file.cpp'::counter",
      'std::numeric_limits<int>::digits',
      '$_strlen(text)',
      '{int} 0x10',
      'array[0]@4',
      'a, b',
      'not (a)',
      '',
    ];
    const changing = [
      'a = b',
      'a=b',
      'a += 1',
      'a <<= 1',
      'x++',
      '--x',
      'f()',
      'f (x)',
      'a.size()',
      'v[0](1)',
      '(f)(x)',
      '(*f)(x)',
      'f<int>(x)',
      "'f(int)'(1)",
      'make<std::vector<int>>(1)',
      'operator==(a, b)',
      'delete p',
      'new int',
      'a ? b = 1 : c',
      '$x = 1',
      '$f(1)',
      'sizeof(f())',
    ];
    assert.deepEqual(
      reading.filter((each) => mayHaveEffects(each)),
      [],
    );
    assert.deepEqual(
      changing.filter((each) => !mayHaveEffects(each)),
      [],
    );
  });

  test('say by a suffix or a prefix how their value is to be shown', () => {
    const read = (text: string): unknown[] => {
      const { expression, format } = parseFormattedExpression(text);
      return [expression, format];
    };
    assert.deepEqual(read('count,x'), ['count', { radix: 'hexadecimal' }]);
    assert.deepEqual(read(' count , X '), ['count', { radix: 'hexadecimal' }]);
    assert.deepEqual(read('/t count'), ['count', { radix: 'binary' }]);
    assert.deepEqual(read('p,[n + f(1, 2)]'), ['p', { count: 'n + f(1, 2)' }]);
    assert.deepEqual(read('p,10,x'), ['p', { count: '10', radix: 'hexadecimal' }]);
    assert.deepEqual(read('text,sb'), ['text', { letter: 's', bare: true }]);
    assert.deepEqual(read('v,!'), ['v', { raw: true }]);
    assert.deepEqual(read('/x v,d'), ['v', { radix: 'hexadecimal' }]);
  });

  test('keep their own commas and slashes', () => {
    for (const text of [
      'f(a,x)',
      'std::pair<int,d>::value',
      'array[a,x]',
      '"a,x"',
      "','",
      'a, other',
      ',x',
      'a / x',
      '/nonsense a',
      'x',
    ]) {
      assert.deepEqual(parseFormattedExpression(text), { expression: text, format: {} });
    }
  });
});
