import { DockerRunError } from './dockerRunError';
import type { MappedText } from './mappedText';
import { cleanPastedText } from './pastedText';

/** What the expansions of a pasted line stand for. */
export interface ShellContext {
  /** `$(pwd)`, `$PWD`, `%cd%`. */
  readonly cwd: string;
  /** `$HOME`, `~`, `%USERPROFILE%`. */
  readonly home?: string;
  /** Other variables, and `UID` and `GID` for `$(id -u)` and `$(id -g)`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A word of a command, and where it stands in the text that was given: from `start` to before `end`. */
export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Something in a text that could not be read, and where it stands. */
export interface ReadProblem {
  readonly error: DockerRunError;
  readonly start: number;
  readonly end: number;
}

/**
 * The commands of a text, each split into its words. What cannot be read is reported and taken as
 * it is written.
 */
export function splitCommands(
  text: string,
  context: ShellContext,
  report: (problem: ReadProblem) => void,
): ShellWord[][] {
  const lexer = new Lexer(cleanPastedText(text), context, report);
  lexer.run();
  return lexer.commands;
}

/** Splits prepared text as a POSIX shell does, with the expansions that a line to paste may hold. */
class Lexer {
  readonly commands: ShellWord[][] = [];
  private words: ShellWord[] = [];
  private word = '';
  private wordStart: number | undefined;
  private at = 0;
  private readonly text: string;

  constructor(
    private readonly source: MappedText,
    private readonly context: ShellContext,
    private readonly report: (problem: ReadProblem) => void,
  ) {
    this.text = source.text;
  }

  private get inWord(): boolean {
    return this.wordStart !== undefined;
  }

  run(): void {
    while (this.at < this.text.length) {
      this.step(this.text.charAt(this.at));
    }
    this.endCommand();
  }

  private step(char: string): void {
    const rest = this.text.slice(this.at);
    const operator = /^(?:\n|;|&&?|\|\|?)/.exec(rest)?.[0];
    if (operator !== undefined) {
      this.endCommand();
      this.at += operator.length;
    } else if (/\s/.test(char)) {
      this.endWord();
      this.at += 1;
    } else if (char === '#' && !this.inWord) {
      this.at += /^[^\n]*/.exec(rest)?.[0].length ?? 0;
    } else if (char === "'") {
      this.singleQuoted(rest);
    } else if (char === '"') {
      this.doubleQuoted();
    } else if (char === '\\') {
      this.escape(rest);
    } else if (char === '~' && !this.inWord && /^~(?:[\\/:\s]|$)/.test(rest)) {
      this.append(this.context.home ?? '~', 1);
    } else if (!this.inWord && /^[–—−‒―-]*[–—−‒―]/.test(rest)) {
      this.dashes(rest);
    } else if (!this.expansion(rest)) {
      this.append(char, 1);
    }
  }

  private singleQuoted(rest: string): void {
    const end = rest.indexOf("'", 1);
    if (end < 0) {
      this.refuse(unclosed("'", rest), rest.length);
      this.append(rest.slice(1), rest.length);
    } else {
      this.append(rest.slice(1, end), end + 1);
    }
  }

  private doubleQuoted(): void {
    const from = this.text.slice(this.at);
    const start = this.at;
    this.append('', 1);
    for (let char = this.text.charAt(this.at); char !== '"'; char = this.text.charAt(this.at)) {
      const rest = this.text.slice(this.at);
      if (rest === '') {
        this.at = start;
        this.refuse(unclosed('"', from), from.length);
        this.at = this.text.length;
        return;
      }
      const escaped = /^\\(["\\$`])/.exec(rest)?.[1];
      if (escaped !== undefined) {
        this.append(escaped, 2);
      } else if (!this.expansion(rest)) {
        this.append(char, 1);
      }
    }
    this.at += 1;
  }

  /**
   * Outside quotes a backslash takes the next character as it is. Before a letter or digit nobody
   * needs that, while `E:\Code` and `\\server\share` of Windows are common: there it stands for itself.
   */
  private escape(rest: string): void {
    if (!this.inWord && /^\\\\[A-Za-z]/.test(rest)) {
      this.append('\\\\', 2);
    } else if (/^\\(?:[\p{L}\p{N}_.]|$)/u.test(rest)) {
      this.append('\\', 1);
    } else {
      this.append(rest.charAt(1), 2);
    }
  }

  /** Web pages turn `--` into one long dash: what follows tells which it was. */
  private dashes(rest: string): void {
    const [written = '', name = ''] = /^[–—−‒―-]+([\p{L}-]*)/u.exec(rest) ?? [];
    const isShort = name.length === 1 || /^[itdPq]+$/.test(name);
    this.append(isShort ? '-' : '--', written.length - name.length);
  }

  /** Expands what stands at the front of the rest, if anything does. */
  private expansion(rest: string): boolean {
    const match =
      /^\$\((pwd|Get-Location|id -un?|id -gn?)\)/i.exec(rest) ??
      /^`(pwd|id -u|id -g)`/.exec(rest) ??
      /^\$\{(?:env:)?(\w+)\}/i.exec(rest) ??
      /^\$(?:env:)?([A-Za-z_]\w*)(?:\.Path\b)?/i.exec(rest) ??
      /^%(\w+)%/.exec(rest);
    if (match?.[1] !== undefined) {
      const value = this.valueOf(match[1]);
      if (value !== undefined) {
        this.append(value, match[0].length);
        return true;
      }
      // Only cmd expands this form: to the other shells it is text.
      if (!match[0].startsWith('%')) {
        return this.refuseExpansion(match[0]);
      }
    }
    if (/^(?:\$\(|\$\{|`)/.test(rest)) {
      return this.refuseExpansion(/^[^\n]{1,40}?[)}`]/.exec(rest)?.[0] ?? rest.slice(0, 40));
    }
    return false;
  }

  private valueOf(name: string): string | undefined {
    const { cwd, home, env = {} } = this.context;
    const known: Readonly<Record<string, string | undefined>> = {
      pwd: cwd,
      'get-location': cwd,
      cd: cwd,
      home,
      userprofile: home,
      'id -u': env['UID'],
      'id -g': env['GID'],
      'id -un': env['USER'],
    };
    return known[name.toLowerCase()] ?? env[name];
  }

  private refuseExpansion(written: string): true {
    this.refuse(unknownExpansion(written), written.length);
    this.append(written, written.length);
    return true;
  }

  private refuse(error: DockerRunError, length: number): void {
    this.report({ error, ...this.range(this.at, this.at + length) });
  }

  private append(text: string, length: number): void {
    this.wordStart ??= this.at;
    this.word += text;
    this.at += length;
  }

  private endWord(): void {
    if (this.wordStart !== undefined) {
      this.words.push({ text: this.word, ...this.range(this.wordStart, this.at) });
    }
    this.word = '';
    this.wordStart = undefined;
  }

  /** Where a part of the cleaned text stands in the one that was given. */
  private range(from: number, to: number): { start: number; end: number } {
    return {
      start: this.source.originOf(from),
      end: to > from ? this.source.originOf(to - 1) + 1 : this.source.originOf(to),
    };
  }

  private endCommand(): void {
    this.endWord();
    if (this.words.length > 0) {
      this.commands.push(this.words);
    }
    this.words = [];
  }
}

function unclosed(quote: string, text: string): DockerRunError {
  return new DockerRunError(
    'unclosedQuote',
    text,
    `The quote ${quote} at ${text.slice(0, 40)} is never closed; add the closing one.`,
  );
}

function unknownExpansion(written: string): DockerRunError {
  return new DockerRunError(
    'unknownExpansion',
    written,
    `The line uses "${written}", whose value Drydock does not know; write the value in its place.`,
  );
}
