/** A place in a file that a line of a terminal names, such as `/usr/include/c++/12/vector:62:5`. */
export interface TerminalPlace {
  readonly start: number;
  readonly length: number;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The absolute paths with a line number that a line of a terminal holds. */
export function terminalPlaces(text: string): readonly TerminalPlace[] {
  return [...text.matchAll(place)].map((match) => {
    const [whole, path = '', line, column] = match;
    return {
      start: match.index,
      length: whole.length,
      path,
      line: Number(line),
      column: Number(column ?? 1),
    };
  });
}

const place = /(?<![^\s('"`[])(\/[^\s:;,'"`()<>|]+):(\d+)(?::(\d+))?/g;
