import { DockerRunError } from './dockerRunError';

/** What the expansions of a pasted line stand for. */
export interface ShellContext {
  /** `$(pwd)`, `$PWD`, `%cd%`. */
  readonly cwd: string;
  /** `$HOME`, `~`, `%USERPROFILE%`. */
  readonly home?: string;
  /** Other variables, and `UID` and `GID` for `$(id -u)` and `$(id -g)`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The commands of a text, each split into its words. */
export function splitCommands(text: string, context: ShellContext): string[][] {
  const lexer = new Lexer(prepare(text), context);
  lexer.run();
  return lexer.commands;
}

const prompt =
  /^[ \t]*(?:PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>|(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+(?::[^\s$#%]*)?|\[[^\]\n]*\])?[ \t]*[$#%❯➜](?=[ \t])|!(?=\w)|>(?=[ \t]))[ \t]*/;

/**
 * Undoes what terminals, web pages and word processors do to a command: prompts, fences, smart
 * quotes, odd spaces, and the line breaks of continuation lines of sh, cmd and PowerShell.
 */
function prepare(text: string): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/\u200B|\u200C|\u200D|\u2060|\uFEFF/g, '')
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'");
  return plain
    .split('\n')
    .filter((line) => !/^\s*```/.test(line))
    .map((line) => line.replace(prompt, ''))
    .join('\n')
    .replace(/(^|[^\\])[\\^`][ \t]*\n[ \t]*/g, '$1 ')
    .replace(/\n[ \t]*(?=[-–—−‒―]{1,2}\w)/g, ' ');
}

/** Splits prepared text as a POSIX shell does, with the expansions that a line to paste may hold. */
class Lexer {
  readonly commands: string[][] = [];
  private words: string[] = [];
  private word = '';
  private inWord = false;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly context: ShellContext,
  ) {}

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
      this.at += operator.length;
      this.endCommand();
    } else if (/\s/.test(char)) {
      this.at += 1;
      this.endWord();
    } else if (char === '#' && !this.inWord) {
      this.at += /^[^\n]*/.exec(rest)?.[0].length ?? 0;
    } else if (char === "'") {
      const end = this.text.indexOf("'", this.at + 1);
      if (end < 0) {
        throw unclosed(char, rest);
      }
      this.append(this.text.slice(this.at + 1, end), end + 1 - this.at);
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

  private doubleQuoted(): void {
    const from = this.text.slice(this.at);
    this.append('', 1);
    for (let char = this.text.charAt(this.at); char !== '"'; char = this.text.charAt(this.at)) {
      const rest = this.text.slice(this.at);
      if (rest === '') {
        throw unclosed('"', from);
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
        throw unknownExpansion(match[0]);
      }
    }
    if (/^(?:\$\(|\$\{|`)/.test(rest)) {
      throw unknownExpansion(/^[^\n]{1,40}?[)}`]/.exec(rest)?.[0] ?? rest.slice(0, 40));
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

  private append(text: string, length: number): void {
    this.word += text;
    this.inWord = true;
    this.at += length;
  }

  private endWord(): void {
    if (this.inWord) {
      this.words.push(this.word);
    }
    this.word = '';
    this.inWord = false;
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
