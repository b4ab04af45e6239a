/** How a piece of text looks. A colour below 16 is one of the theme's, others are `#rrggbb`. */
export interface AnsiStyle {
  readonly foreground?: number | string | undefined;
  readonly background?: number | string | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly inverse?: boolean;
}

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

const plain: AnsiStyle = {};
// Built from code points, for eslint's no-control-regex: CSI, OSC and two-character sequences.
const sequence = new RegExp(
  String.raw`\u001b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])`,
  'g',
);

/** Takes a line with escape sequences apart. Only colours and styles count; the rest is left out. */
export function ansiSpans(line: string): AnsiSpan[] {
  if (!line.includes('\u001b')) {
    return line === '' ? [] : [{ text: line, style: plain }];
  }
  const spans: AnsiSpan[] = [];
  let style = plain;
  let start = 0;
  const push = (end: number): void => {
    if (end > start) {
      spans.push({ text: line.slice(start, end), style });
    }
  };
  for (const match of line.matchAll(sequence)) {
    push(match.index);
    start = match.index + match[0].length;
    if (match[2] === 'm') {
      style = styleAfter(style, match[1] ?? '');
    }
  }
  push(line.length);
  return spans;
}

function styleAfter(before: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = before;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { color, length } = extendedColor(codes.slice(index + 1));
      index += length;
      const key = code === 38 ? 'foreground' : 'background';
      style = color === undefined ? style : { ...style, [key]: color };
    } else {
      style = afterCode(style, code);
    }
  }
  return style;
}

function afterCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code >= 30 && code <= 37) {
    return { ...style, foreground: code - 30 };
  }
  if (code >= 40 && code <= 47) {
    return { ...style, background: code - 40 };
  }
  if (code >= 90 && code <= 97) {
    return { ...style, foreground: code - 82 };
  }
  if (code >= 100 && code <= 107) {
    return { ...style, background: code - 92 };
  }
  if (code === 39 || code === 49) {
    const { foreground, background, ...others } = style;
    const kept = code === 39 ? { background } : { foreground };
    return { ...others, ...kept };
  }
  return code === 0 ? plain : { ...style, ...switches[code] };
}

const switches: Readonly<Record<number, AnsiStyle>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
};

/** What follows 38 or 48: `5;n` of 256 colours, or `2;r;g;b`. */
function extendedColor(codes: readonly number[]): {
  readonly color: number | string | undefined;
  readonly length: number;
} {
  const [kind, first = 0, second = 0, third = 0] = codes;
  if (kind === 2) {
    return { color: hex(first, second, third), length: 4 };
  }
  if (kind !== 5) {
    return { color: undefined, length: 0 };
  }
  return { color: first < 16 ? first : colorOfPalette(first), length: 2 };
}

/** A cube of six levels for each of red, green and blue, then 24 greys. */
function colorOfPalette(code: number): string {
  if (code >= 232) {
    const grey = 8 + 10 * (code - 232);
    return hex(grey, grey, grey);
  }
  const level = (value: number): number => (value === 0 ? 0 : 55 + 40 * value);
  const cube = code - 16;
  return hex(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

function hex(...parts: readonly number[]): string {
  const text = parts.map((part) =>
    Math.min(255, part || 0)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${text.join('')}`;
}
