/** A line that an engine has put its timestamp before. */
export interface StampedLine {
  /** The timestamp as it was written, which is finer than milliseconds; empty where there is none. */
  readonly stamp: string;
  readonly time: number | undefined;
  readonly text: string;
}

const stampPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) ?/;
/** The engine keeps a long line in pieces of this many bytes, and stamps each of them. */
const pieceLength = 16 * 1024;
const stampOfPiece = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /;

/** Takes the engine's timestamp off a line. */
export function readStamp(line: string): StampedLine {
  const stamp = stampPattern.exec(line)?.[0];
  if (stamp === undefined) {
    return { stamp: '', time: undefined, text: line };
  }
  const text = line.slice(stamp.length);
  const moment = stamp.trimEnd();
  return {
    stamp: moment,
    time: Date.parse(moment),
    text: text.length > pieceLength ? joined(text) : text,
  };
}

/** Characters of several bytes make a piece shorter than its bytes, so its end is looked for. */
function joined(text: string): string {
  const [first = '', ...others] = text.split(stampOfPiece);
  const isCut = others.length > 0 && first.length * 4 >= pieceLength;
  return isCut ? [first, ...others].join('') : text;
}
