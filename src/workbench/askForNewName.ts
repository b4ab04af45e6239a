import * as vscode from 'vscode';
import { CancelledError } from '../base/errors';

/** What a new thing may be called. */
interface NewName {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** The names that there are, and what is said of one. */
  readonly taken: readonly string[];
  readonly takenSentence: (name: string) => string;
  readonly isName: (name: string) => boolean;
  readonly ruleSentence: string;
}

/** Asks for the name of something that is not there yet. */
export async function askForNewName(wanted: NewName): Promise<string> {
  const problem = (name: string): string | undefined => {
    if (wanted.taken.includes(name)) {
      return wanted.takenSentence(name);
    }
    return wanted.isName(name) ? undefined : wanted.ruleSentence;
  };
  const name = await vscode.window.showInputBox({
    title: wanted.title,
    prompt: wanted.prompt,
    ...(wanted.value === undefined ? {} : { value: wanted.value }),
    validateInput: (text) => problem(text.trim()),
  });
  if (name === undefined) {
    throw new CancelledError();
  }
  return name.trim();
}
