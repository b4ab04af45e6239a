import { expressionTokens } from './expressionTokens';

/** How a value is to be shown. */
export interface ValueFormat {
  /** The base of whole numbers, also of those within. */
  readonly radix?: 'hexadecimal' | 'zero-hexadecimal' | 'decimal' | 'octal' | 'binary';
  /** As characters, as a string, as a floating point number, as an address. */
  readonly letter?: 'c' | 's' | 'f' | 'a';
  /** A string without its quotes. */
  readonly bare?: boolean;
  /** That many elements from a pointer on, or the first ones of an array. An expression. */
  readonly count?: string;
  /** Members as they are declared, without a pretty printer. */
  readonly raw?: boolean;
  /** A pointer without its address. */
  readonly noAddress?: boolean;
}

/** An expression and how its value is to be shown. */
export interface FormattedExpression {
  readonly expression: string;
  readonly format: ValueFormat;
}

const suffixes: Readonly<Record<string, ValueFormat>> = {
  x: { radix: 'hexadecimal' },
  h: { radix: 'hexadecimal' },
  z: { radix: 'zero-hexadecimal' },
  d: { radix: 'decimal' },
  i: { radix: 'decimal' },
  u: { radix: 'decimal' },
  o: { radix: 'octal' },
  b: { radix: 'binary' },
  t: { radix: 'binary' },
  c: { letter: 'c' },
  s: { letter: 's' },
  sb: { letter: 's', bare: true },
  f: { letter: 'f' },
  a: { letter: 'a' },
  r: { raw: true },
  raw: { raw: true },
  '!': { raw: true },
  na: { noAddress: true },
  // What is derived from a type is not shown anyway.
  nd: {},
};

/**
 * Reads `expression,x` as Visual Studio writes it, several such suffixes after each other, and
 * `/x expression` as gdb writes it. A comma within brackets, quotes or template arguments is none.
 */
export function parseFormattedExpression(text: string): FormattedExpression {
  const prefix = /^\s*\/([a-z]+)\s+(?=\S)/.exec(text);
  const given = prefix && suffixes[prefix[1] ?? ''];
  let expression = (prefix && given ? text.slice(prefix[0].length) : text).trim();
  let format: ValueFormat = given ?? {};
  for (;;) {
    const comma = lastComma(expression);
    const rest = expression.slice(0, comma).trim();
    const suffix = comma < 0 ? undefined : readSuffix(expression.slice(comma + 1).trim());
    if (!suffix || rest === '') {
      return { expression, format };
    }
    format = { ...suffix, ...format };
    expression = rest;
  }
}

function readSuffix(text: string): ValueFormat | undefined {
  const count = /^\[(.+)\]$/s.exec(text)?.[1] ?? /^\d+$/.exec(text)?.[0];
  // Visual Studio takes X and H too, and C for what gdb would call a character.
  return count === undefined ? suffixes[text.toLowerCase()] : { count: count.trim() };
}

/** The last comma outside brackets and quotes; -1 when there is none. */
function lastComma(expression: string): number {
  let depth = 0;
  let last = -1;
  for (const { kind, text, at } of expressionTokens(expression)) {
    if (kind === 'operator') {
      depth += '([{'.includes(text) ? 1 : 0;
      depth -= ')]}'.includes(text) ? 1 : 0;
      last = text === ',' && depth === 0 ? at : last;
    }
  }
  return last;
}
