import * as vscode from 'vscode';
import { CancelledError, errorMessage } from '../../base/errors';
import { parseEndpoint } from '../../engine/endpoint';

/** Asks for the address of an engine. */
export async function askForEngineAddress(value: string): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Engine'),
    prompt: vscode.l10n.t('The address of a container engine; it is tried before it is kept'),
    placeHolder: 'ssh://me@build-host',
    value,
    validateInput: (text) => addressProblem(text.trim()),
  });
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer.trim();
}

function addressProblem(text: string): string | undefined {
  if (!text.includes('://')) {
    return vscode.l10n.t(
      'An address begins with "unix://", "npipe://", "tcp://", "https://" or "ssh://".',
    );
  }
  try {
    parseEndpoint(text);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}
