// CSI sequences (colours, erase to end of line) and OSC ones (gcc's hyperlinks), ended by BEL or ST.
// eslint's no-control-regex is met by building the expression from its code points.
const escapeSequence = new RegExp(
  String.raw`\u001b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])`,
  'g',
);

/** The text without colours and other escape sequences. */
export function stripAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(escapeSequence, '') : text;
}
