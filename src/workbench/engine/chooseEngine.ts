import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import { parseEndpoint } from '../../engine/endpoint';
import { listEngines } from '../../engine/listEngines';
import { settings } from '../settings';

interface EngineItem extends vscode.QuickPickItem {
  readonly choice: { readonly endpoint: string } | 'other';
}

/**
 * Lets the user choose an engine: a Docker context, a socket that is there, or an address. Returns
 * the value for the setting (empty: find the engine), or undefined when the user cancels.
 */
export async function chooseEngine(): Promise<string | undefined> {
  const current = settings.engineEndpoint();
  const picked = await vscode.window.showQuickPick(engineItems(current), {
    title: vscode.l10n.t('Choose Engine'),
    placeHolder: vscode.l10n.t('Which container engine should Drydock use?'),
    matchOnDescription: true,
  });
  if (picked?.choice === 'other') {
    return askForAddress(current);
  }
  return picked?.choice.endpoint;
}

async function engineItems(current: string): Promise<EngineItem[]> {
  const { contexts, sockets } = await listEngines(process.env);
  const mark = (endpoint: string): vscode.ThemeIcon =>
    new vscode.ThemeIcon(endpoint === current ? 'check' : 'blank');
  return [
    {
      label: vscode.l10n.t('Automatic'),
      description: vscode.l10n.t('DOCKER_HOST, the current Docker context, the usual sockets'),
      iconPath: mark(''),
      choice: { endpoint: '' },
    },
    ...contexts.map(({ name, url }): EngineItem => {
      const label = vscode.l10n.t('Docker context {0}', name);
      return { label, description: url, iconPath: mark(name), choice: { endpoint: name } };
    }),
    ...sockets.map((url): EngineItem => {
      return { label: url, iconPath: mark(url), choice: { endpoint: url } };
    }),
    {
      label: vscode.l10n.t('Enter an address…'),
      iconPath: new vscode.ThemeIcon('edit'),
      choice: 'other',
    },
  ];
}

async function askForAddress(current: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Choose Engine'),
    prompt: vscode.l10n.t('The address of a container engine'),
    placeHolder: 'tcp://build-host:2376',
    value: current,
    validateInput: addressProblem,
  });
  return answer?.trim();
}

function addressProblem(text: string): string | undefined {
  try {
    parseEndpoint(text.trim());
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}
