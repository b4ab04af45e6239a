import { parseMiLine } from './miParser';
import type { MiTuple } from './miRecord';

/** The first of the tokens of what gdb is to tell; commands of ours never come so far. */
const firstToken = 770_000_000;

/** A command with the token by which its answer is known. */
export function withTellingToken(text: string, index: number): string {
  return `${firstToken + index}${text}`;
}

/** What tells of a change once: an answer that nobody took is not told again. */
export const updating = '-var-update';

/**
 * Answers that gdb has given with a stop before it was asked; see `stopHook.ts`. They are good for whoever
 * asks in the turn in which the stop is looked at: as soon as gdb is sent anything, or answers anything,
 * they are not.
 */
export class ToldAnswers {
  private commands: readonly string[] = [];
  private readonly answers = new Map<string, MiTuple>();
  private missed: MiTuple[] = [];
  private rest = '';

  /** What will be told, in this order. */
  expect(commands: readonly string[]): void {
    this.clear();
    this.commands = commands;
  }

  /** The answer to a command; undefined when it is to be asked for. */
  take(text: string): MiTuple | undefined {
    const answer = this.answers.get(text);
    this.answers.delete(text);
    return answer;
  }

  /** The answers about changes that nobody has taken, the oldest first. */
  takeMissed(): readonly MiTuple[] {
    return this.missed.splice(0);
  }

  clear(): void {
    for (const [text, answer] of this.answers) {
      if (text.startsWith(updating)) {
        this.missed.push(answer);
      }
    }
    this.answers.clear();
  }

  /** Looks at what gdb says on its console; true when it was an answer, or a part of one. */
  read(text: string): boolean {
    if (this.rest === '' && (this.commands.length === 0 || !/^77\d{7}\^/.test(text))) {
      return false;
    }
    this.rest += text;
    if (this.rest.endsWith('\n')) {
      const line = this.rest.trimEnd();
      this.rest = '';
      this.readLine(line);
    }
    return true;
  }

  private readLine(line: string): void {
    for (const record of parseMiLine(Buffer.from(line))) {
      if (record.kind === 'result' && record.token !== undefined) {
        const index = record.token - firstToken;
        if (index === 0) {
          this.clear();
        }
        const command = this.commands[index];
        if (command !== undefined && record.name === 'done') {
          this.answers.set(command, record.body);
        }
      }
    }
  }
}
