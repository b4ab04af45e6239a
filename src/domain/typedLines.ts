/** What a key does where no terminal driver looks at it: see {@link TypedLines}. */
export interface Typed {
  /** For the screen. */
  readonly echo: string;
  /** For the program. */
  readonly sent: string;
  /** Ctrl+D: the program's input is to end. */
  readonly ends: boolean;
  /** Ctrl+C: the program is to get SIGINT. */
  readonly interrupts: boolean;
}

const interrupt = '\x03';
const endOfFile = '\x04';
const eraseLine = '\x15';
const erase: ReadonlySet<string> = new Set(['\x7f', '\b']);
const lineEnds: ReadonlySet<string> = new Set(['\r', '\n']);
/** A key that is no character is a sequence that begins with an escape. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const otherKey = /\x1b(\[[0-?]*[ -/]*[@-~]|O.|.)?/g;

/**
 * What the driver of a terminal does for a program that has none: shows what is typed, lets it be
 * corrected, and hands over whole lines that end as text does. Keys such as arrows do nothing.
 */
export class TypedLines {
  private line: string[] = [];

  /** What was typed or pasted. */
  type(text: string): Typed {
    let echo = '';
    let sent = '';
    let ends = false;
    let interrupts = false;
    const keys = text.replaceAll('\r\n', '\r').replace(otherKey, '');
    for (const key of keys) {
      if (ends) {
        break;
      }
      if (lineEnds.has(key)) {
        echo += '\r\n';
        sent += `${this.take()}\n`;
      } else if (key === endOfFile) {
        ends = this.line.length === 0;
        sent += this.take();
      } else if (key === interrupt) {
        echo += '^C\r\n';
        this.take();
        interrupts = true;
      } else if (key === eraseLine) {
        echo += '\b \b'.repeat(this.line.length);
        this.take();
      } else if (erase.has(key)) {
        echo += this.line.pop() === undefined ? '' : '\b \b';
      } else if (key === '\t' || key >= ' ') {
        echo += key;
        this.line.push(key);
      }
    }
    return { echo, sent, ends, interrupts };
  }

  private take(): string {
    return this.line.splice(0).join('');
  }
}
