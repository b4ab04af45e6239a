/** What is looked for. */
export interface TextQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly matchCase: boolean;
}

export interface TextMatcher {
  matches(text: string): boolean;
  /** Where it stands: starts and ends in turn. */
  ranges(text: string): readonly number[];
}

/** More than this is not marked in one line. */
const mostRanges = 200;

/** A matcher, or the reason why the expression is none. An empty query matches all and marks nothing. */
export function textMatcher(query: TextQuery): TextMatcher | { readonly problem: string } {
  if (query.text === '') {
    return { matches: () => true, ranges: () => [] };
  }
  const source = query.isRegex ? query.text : query.text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const flags = query.matchCase ? '' : 'i';
  try {
    const single = new RegExp(source, flags);
    const all = new RegExp(source, `${flags}g`);
    return {
      matches: (text) => single.test(text),
      ranges: (text) => rangesOf(all, text),
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function rangesOf(expression: RegExp, text: string): number[] {
  const ranges: number[] = [];
  for (const match of text.matchAll(expression)) {
    if (match[0] !== '') {
      ranges.push(match.index, match.index + match[0].length);
    }
    if (ranges.length >= 2 * mostRanges) {
      break;
    }
  }
  return ranges;
}
