import type { LogLevel } from './logLine';

/** A level stands near the beginning; what comes later is the message. */
const searchedCharacters = 240;

const words: readonly (readonly [LogLevel, string])[] = [
  ['error', 'fatal|error|err|critical|crit|panic|emerg|alert|severe'],
  ['warning', 'warning|warn'],
  ['info', 'information|info|notice|note'],
  ['debug', 'debug|dbg|trace|verbose'],
];
const levelOfWord = new Map(
  words.flatMap(([level, list]) => list.split('|').map((word) => [word, level] as const)),
);
const anyWord = words.map(([, list]) => list).join('|');

// `level=warn`, `"severity": "ERROR"`, `"level":50`: fields of logfmt and JSON, which may stand anywhere.
const field = new RegExp(
  `\\b(?:level|lvl|severity|loglevel)"?\\s*[=:]\\s*"?(?:(${anyWord})\\b|([1-6]0)\\b)`,
  'i',
);
const fieldNames = ['level', 'lvl', 'everity', 'Level', 'LEVEL'];
const aWord = new RegExp(`(?<![\\w-])(?:${anyWord})(?![\\w-])`, 'gi');
// glog and klog: `E1125 13:11:19.000000       1 file.cc:12] text`.
const glog = /^([EWIF])\d{4} \d\d:\d\d:\d\d/;
const syslogPriority = /^<([0-7])>/;
const crash =
  /^(?:Traceback \(most recent call last\)|Exception in thread|Unhandled exception|panic: |thread '.*' panicked|terminate called|Segmentation fault|Aborted|.*Assertion .* failed|==\d+==ERROR)/;

/** What a line without escape sequences says of its own importance. */
export function levelOf(line: string): LogLevel | undefined {
  const text = line.length > searchedCharacters ? line.slice(0, searchedCharacters) : line;
  const ofField = fieldNames.some((name) => text.includes(name)) ? field.exec(text) : null;
  if (ofField) {
    return ofField[1] === undefined ? ofPino(Number(ofField[2])) : ofWord(ofField[1]);
  }
  const ofGlog = glog.exec(text)?.[1];
  if (ofGlog !== undefined) {
    return ofGlog === 'I' ? 'info' : ofGlog === 'W' ? 'warning' : 'error';
  }
  const priority = syslogPriority.exec(text)?.[1];
  if (priority !== undefined) {
    return ofPriority(Number(priority));
  }
  const word = markedWord(text);
  if (word !== undefined) {
    return ofWord(word);
  }
  return crash.test(text) ? 'error' : undefined;
}

/** `ERROR`, `[warn]`, `<err>`, and `error:` after the beginning, a space or a bracket. */
function markedWord(text: string): string | undefined {
  for (const { 0: word, index } of text.matchAll(aWord)) {
    const before = text.charAt(index - 1);
    const after = text.slice(index + word.length, index + word.length + 2);
    const isBracketed = '[<('.includes(before || ' ') && '])>'.includes(after.charAt(0) || ' ');
    const isPrefix = ' \t]'.includes(before || ' ') && after.startsWith(':') && after !== '::';
    if (isBracketed || isPrefix || word === word.toUpperCase()) {
      return word;
    }
  }
  return undefined;
}

/** Whether a line goes on from the one before, as the frames of a stack do. */
export function goesOn(line: string): boolean {
  return /^\s+\S|^(?:Caused by: |goroutine \d)/.test(line);
}

function ofWord(word: string): LogLevel | undefined {
  return levelOfWord.get(word.toLowerCase());
}

/** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
function ofPino(level: number): LogLevel {
  return level >= 50 ? 'error' : level === 40 ? 'warning' : level === 30 ? 'info' : 'debug';
}

function ofPriority(priority: number): LogLevel {
  return priority <= 3 ? 'error' : priority === 4 ? 'warning' : priority <= 6 ? 'info' : 'debug';
}
