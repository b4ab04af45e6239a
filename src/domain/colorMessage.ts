/**
 * Gives a message of a build its colours where the tool gave none: nvcc and the linkers never do,
 * and gcc only where CMake, from 3.24, asks it to. A line that has colours stays as it is.
 */
export function colorMessage(line: string): string {
  if (line.length > longestLine || line.includes('\u001b')) {
    return line;
  }
  for (const { pattern, severity } of forms) {
    const match = pattern.exec(line);
    if (match) {
      const [whole, place = '', word = ''] = match;
      const color = colors[severity(word)];
      return `${bold}${place}${reset}${color}${word}${reset}${line.slice(whole.length)}`;
    }
  }
  return line;
}

type Severity = 'error' | 'warning' | 'note';

const bold = '\u001b[1m';
const reset = '\u001b[0m';
/** gcc's own. */
const colors: Readonly<Record<Severity, string>> = {
  error: '\u001b[1;31m',
  warning: '\u001b[1;35m',
  note: '\u001b[1;36m',
};

const longestLine = 16_384;

/** Each captures the place, which may be empty, and the word that is coloured. */
const forms: readonly {
  readonly pattern: RegExp;
  readonly severity: (word: string) => Severity;
}[] = [
  {
    pattern:
      /^([^\s:[(][^:(]*(?::\d+(?::\d+)?|\(\d+\)): )((?:fatal |catastrophic |internal compiler )?error|warning|note|remark)(?=:| #\d)/,
    severity: severityOf,
  },
  {
    pattern:
      /^((?:\S*\/)?(?:[\w.]+-)*(?:ld|ld\.\w+|mold|collect2|cc1|cc1plus|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|ninja|nvcc|ptxas|nvlink)(?::)? )((?:fatal )?error|fatal|warning)(?= *:)/,
    severity: severityOf,
  },
  { pattern: /^()(CMake [\w ]*(?:Error|Warning)(?: \(\w+\))?)(?= at| in|:)/, severity: severityOf },
  { pattern: /^()(FAILED:|\S*make(?:\[\d+\])?: \*\*\*)(?= )/, severity: () => 'error' },
];

function severityOf(word: string): Severity {
  if (/error|fatal/i.test(word)) {
    return 'error';
  }
  return /warning/i.test(word) ? 'warning' : 'note';
}
