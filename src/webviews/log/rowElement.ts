import * as l10n from '@vscode/l10n';
import type { LogRow } from '../../contracts/logContract';
import { ansiSpans, type AnsiStyle } from '../../domain/log/ansiSpans';
import type { TextMatcher } from '../../domain/log/textMatcher';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The element of a line: its time, and its text in its colours with the matches marked. */
export function rowElement(row: LogRow, search: TextMatcher | undefined): HTMLElement {
  const element = document.createElement('div');
  element.className = `row ${row.stream} ${row.level ?? 'other'}`;
  const time = document.createElement('span');
  time.className = 'time';
  time.textContent = row.time === undefined ? '' : timeText(new Date(row.time));
  const text = document.createElement('span');
  text.className = 'text';
  addText(text, row.text, search);
  if (row.cut > 0) {
    const cut = document.createElement('span');
    cut.className = 'cut';
    cut.textContent = l10n.t('… {0} more characters', row.cut.toLocaleString());
    text.append(cut);
  }
  element.append(time, text);
  return element;
}

function timeText(date: Date): string {
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())];
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
  return `${day.join('-')} ${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function addText(parent: HTMLElement, line: string, search: TextMatcher | undefined): void {
  const spans = ansiSpans(line);
  const ranges = search?.ranges(spans.map(({ text }) => text).join('')) ?? [];
  let offset = 0;
  for (const { text, style } of spans) {
    let start = 0;
    for (let index = 0; index < ranges.length; index += 2) {
      const from = Math.max((ranges[index] ?? 0) - offset, start);
      const to = Math.min((ranges[index + 1] ?? 0) - offset, text.length);
      if (to > from) {
        add(parent, text.slice(start, from), style, false);
        add(parent, text.slice(from, to), style, true);
        start = to;
      }
    }
    add(parent, text.slice(start), style, false);
    offset += text.length;
  }
}

function add(parent: HTMLElement, text: string, style: AnsiStyle, isMatch: boolean): void {
  if (text === '') {
    return;
  }
  const isPlain = Object.keys(style).length === 0;
  if (isPlain && !isMatch) {
    parent.append(text);
    return;
  }
  const span = document.createElement(isMatch ? 'mark' : 'span');
  span.textContent = text;
  const { foreground, background, inverse } = style;
  color(span, inverse === true ? 'background' : 'color', foreground, inverse === true);
  if (!isMatch) {
    color(span, inverse === true ? 'color' : 'background', background, false);
  }
  for (const name of ['bold', 'dim', 'italic', 'underline', 'strike', 'inverse'] as const) {
    span.classList.toggle(name, style[name] === true);
  }
  parent.append(span);
}

const names = ['Black', 'Red', 'Green', 'Yellow', 'Blue', 'Magenta', 'Cyan', 'White'];

function color(
  span: HTMLElement,
  property: 'color' | 'background',
  value: number | string | undefined,
  isInverse: boolean,
): void {
  if (value === undefined) {
    return;
  }
  const css =
    typeof value === 'string'
      ? value
      : `var(--vscode-terminal-ansi${value > 7 ? 'Bright' : ''}${names[value % 8] ?? 'White'})`;
  span.style.setProperty(property, css);
  if (isInverse) {
    span.style.setProperty('color', 'var(--vscode-editor-background)');
  }
}
