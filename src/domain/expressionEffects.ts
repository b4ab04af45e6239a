import { expressionTokens, type ExpressionToken } from './expressionTokens';

/**
 * Whether evaluating an expression might change the program: assignments, increments, calls. In
 * doubt it might. Overloaded operators look like any other; the debugger has to refuse those.
 */
export function mayHaveEffects(expression: string): boolean {
  const tokens = expressionTokens(expression);
  return tokens.some(
    ({ text, kind }, index) =>
      (kind === 'operator' && assignments.has(text)) ||
      (kind === 'word' && effectWords.has(text)) ||
      (text === '(' && isCall(tokens, index)),
  );
}

const assignments = new Set('= += -= *= /= %= &= |= ^= <<= >>= := ++ --'.split(' '));

const effectWords = new Set('new delete throw co_await co_yield operator asm'.split(' '));

const typeWords = new Set(
  'void bool char wchar_t char8_t char16_t char32_t short int long float double signed unsigned const volatile struct class union enum'.split(
    ' ',
  ),
);

/** Words before a parenthesis that is no call. */
const uncalled = new Set(
  'sizeof alignof _Alignof decltype typeid typeof __typeof__ and or not xor bitand bitor compl not_eq'.split(
    ' ',
  ),
);

const casts = new Set('static_cast reinterpret_cast const_cast dynamic_cast'.split(' '));

/** Whether the opening parenthesis at `index` begins the arguments of a call. */
function isCall(tokens: readonly ExpressionToken[], index: number): boolean {
  const before = tokens[index - 1];
  switch (before?.kind) {
    case undefined:
      return false;
    case 'word':
      // gdb's own functions, such as `$_strlen`, are no functions of the program.
      return (
        !uncalled.has(before.text) && !typeWords.has(before.text) && !before.text.startsWith('$_')
      );
    case 'operator':
      return isCallAfter(before.text, tokens, index);
    default:
      return true;
  }
}

function isCallAfter(operator: string, tokens: readonly ExpressionToken[], index: number): boolean {
  switch (operator) {
    case ')':
      return !isType(tokens.slice(opening(tokens, index - 1, '(', ')') + 1, index - 1));
    case '>':
    case '>>': {
      const start = opening(tokens, index - 1, '<', '>');
      // Without its opening bracket it is a comparison.
      return start >= 0 && !casts.has(tokens[start - 1]?.text ?? '');
    }
    case ']':
    case '}':
      return true;
    default:
      return false;
  }
}

/** The index of the bracket that the one at `end` closes; -1 when there is none. */
function opening(
  tokens: readonly ExpressionToken[],
  end: number,
  open: string,
  close: string,
): number {
  let depth = 0;
  for (let index = end; index >= 0; index -= 1) {
    const { kind, text } = tokens[index] ?? { kind: 'operator', text: '' };
    if (kind === 'operator' && text !== '->') {
      depth += text.split(close).length - text.split(open).length;
      if (depth <= 0) {
        return index;
      }
    }
  }
  return -1;
}

/** Whether what stands in parentheses names a type beyond doubt: `(int)`, `(Point *)`. */
function isType(tokens: readonly ExpressionToken[]): boolean {
  const last = tokens.at(-1);
  return (
    last !== undefined &&
    (last.text === '*' || last.text === '&' || tokens.some(({ text }) => typeWords.has(text)))
  );
}
