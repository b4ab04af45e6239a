/** A token of a C or C++ expression. */
export interface ExpressionToken {
  readonly kind: 'word' | 'number' | 'quoted' | 'operator';
  readonly text: string;
  /** Where it begins in the expression. */
  readonly at: number;
}

const patterns: readonly (readonly [ExpressionToken['kind'], RegExp])[] = [
  // An end of the text also ends a quotation: what is typed may not be complete.
  ['quoted', /(?:u8|[uUL])?(?:"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$))/y],
  ['number', /\.?\d(?:[eEpP][+-]|[\w.])*/y],
  ['word', /[$\p{L}_][$\p{L}\p{N}_]*/uy],
  [
    'operator',
    /<<=|>>=|<=>|->\*|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|::|:=|[^\s]/uy,
  ],
];

/** Takes an expression apart. Never fails: what is no token of the language is an operator. */
export function expressionTokens(expression: string): readonly ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  let at = 0;
  while (at < expression.length) {
    const token = tokenAt(expression, at);
    if (token) {
      tokens.push(token);
    }
    at += token?.text.length ?? 1;
  }
  return tokens;
}

function tokenAt(expression: string, at: number): ExpressionToken | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(expression)?.[0];
    if (text !== undefined) {
      return { kind, text, at };
    }
  }
  return undefined;
}
