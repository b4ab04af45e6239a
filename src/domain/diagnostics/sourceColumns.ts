import type { SourceLocation } from '../diagnostic';

/**
 * Whether an echoed line up to a column can only be the source's own text, so that all ways to count
 * give the same: ASCII, and no blank where a tab would end.
 */
export function isEchoPlain(echo: string, endColumn: number): boolean {
  if (echo === '' || !isPlain(echo)) {
    return false;
  }
  for (let at = tabStop - 1; at < endColumn; at += tabStop) {
    if (echo[at] === ' ') {
      return false;
    }
  }
  return true;
}

/**
 * A place whose columns are counted as editors do it, in UTF-16 units of the line. gcc counts as a
 * terminal shows the line, tabs and wide characters included; clang and gcc before 11 count bytes, and
 * that gcc shows a tab as one blank. The caret below the echoed line tells which it is; without one,
 * the place stays.
 */
export function inCharacters(location: SourceLocation, line: string): SourceLocation {
  const { caret, ...rest } = location;
  const { column, endColumn } = rest;
  if (caret === undefined || column === undefined) {
    return rest;
  }
  if ('tail' in caret) {
    const isFurther = !hasAt(line, column, caret.tail) && hasAt(line, column + 1, caret.tail);
    return isFurther ? { ...rest, column: column + 1 } : rest;
  }
  if (isPlain(line)) {
    return rest;
  }
  const isTabBlank = caret.echo !== '' && line.replaceAll('\t', ' ').startsWith(caret.echo);
  const offsetAt = (at: number): number => offsetOfColumn(line, at, isTabBlank ? 1 : tabStop);
  const start = offsetAt(caret.column - 1);
  const bytesBefore = Buffer.byteLength(line.slice(0, start), 'utf8');
  if (column !== caret.column && column !== bytesBefore + 1) {
    return rest;
  }
  return {
    ...rest,
    column: start + 1,
    ...(endColumn === undefined
      ? {}
      : { endColumn: offsetAt(caret.column - 1 + endColumn - column) + 1 }),
  };
}

function hasAt(line: string, column: number, text: string): boolean {
  return line.replaceAll('\t', ' ').startsWith(text, column - 1);
}

/** The offset of the character that a terminal shows in a column, counted from 0. */
function offsetOfColumn(line: string, column: number, stop: number): number {
  let shown = 0;
  let offset = 0;
  for (const character of line) {
    if (shown >= column) {
      break;
    }
    shown += character === '\t' ? stop - (shown % stop) : widthOf(character);
    offset += character.length;
  }
  return offset;
}

/** `-ftabstop` of both compilers. */
const tabStop = 8;

function widthOf(character: string): number {
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) {
    return 0;
  }
  return wide.test(character) ? 2 : 1;
}

/** Scripts and signs that take two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function isPlain(line: string): boolean {
  return /^[\x20-\x7e]*$/.test(line);
}
