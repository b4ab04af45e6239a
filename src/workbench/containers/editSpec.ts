import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { withBindMount, withPort, withVariable } from '../../domain/containerEdits';
import type { ContainerSpec, PortBinding } from '../../domain/containerSpec';
import { DockerRunError } from '../../domain/dockerRunError';
import { parsePortFlag } from '../../domain/portFlag';
import { editDockerRun } from '../devContainer/dockerRunText';
import { currentFolder } from '../folders';

type Edit = 'port' | 'mount' | 'variable' | 'line' | 'done';

/** Lets the user change a specification, one thing after the other, until it is accepted. */
export async function editSpec(first: ContainerSpec, title: string): Promise<ContainerSpec> {
  let spec = first;
  for (;;) {
    const picked = await vscode.window.showQuickPick(items(spec), {
      title,
      placeHolder: vscode.l10n.t('What should be changed?'),
      ignoreFocusOut: true,
    });
    switch (picked?.edit) {
      case 'port':
        spec = (await askForPorts(title)).reduce(withPort, spec);
        break;
      case 'mount':
        spec = await addMount(spec, title);
        break;
      case 'variable':
        spec = withVariable(spec, await askForVariable(title));
        break;
      case 'line': {
        const folder = currentFolder();
        spec = folder ? await editDockerRun(spec, folder) : spec;
        break;
      }
      case 'done':
        return spec;
      case undefined:
        throw new CancelledError();
    }
  }
}

function items(spec: ContainerSpec): (vscode.QuickPickItem & { readonly edit: Edit })[] {
  const { ports = [], mounts = [], env = [] } = spec;
  const item = (
    edit: Edit,
    icon: string,
    label: string,
    description = '',
  ): vscode.QuickPickItem & { readonly edit: Edit } => {
    return { edit, label, description, iconPath: new vscode.ThemeIcon(icon) };
  };
  const portText = ports
    .map(({ hostPort = '', containerPort }) => `${hostPort}:${containerPort}`)
    .join(', ');
  return [
    item('port', 'plug', vscode.l10n.t('Publish a Port…'), portText),
    item(
      'mount',
      'folder',
      vscode.l10n.t('Mount a Folder…'),
      mounts.map(({ target }) => target).join(', '),
    ),
    item('variable', 'symbol-variable', vscode.l10n.t('Set a Variable…'), env.join(' ')),
    // Words such as $(pwd) are read as in the folder.
    ...(currentFolder()
      ? [item('line', 'edit', vscode.l10n.t('Edit the Whole docker run Command…'))]
      : []),
    item('done', 'check', vscode.l10n.t('Go On with These')),
  ];
}

async function askForPorts(title: string): Promise<PortBinding[]> {
  const read = (text: string): PortBinding[] =>
    parsePortFlag(text.trim(), (reason) => new DockerRunError('invalidValue', text, reason));
  const text = await ask({
    title,
    prompt: vscode.l10n.t('A port of the host and one of the container, such as 8080:80'),
    validateInput: (value) => {
      try {
        read(value);
        return undefined;
      } catch (error) {
        if (error instanceof DockerRunError) {
          return error.message;
        }
        throw error;
      }
    },
  });
  return read(text);
}

async function addMount(spec: ContainerSpec, title: string): Promise<ContainerSpec> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: vscode.l10n.t('Mount'),
    canSelectFolders: true,
    canSelectFiles: false,
  });
  const source = picked?.[0]?.fsPath;
  if (source === undefined) {
    throw new CancelledError();
  }
  const target = await ask({
    title,
    prompt: vscode.l10n.t('Where "{0}" is to be in the container', source),
    value: '/workspace',
    validateInput: (text) =>
      text.trim().startsWith('/')
        ? undefined
        : vscode.l10n.t('A path in the container begins with a slash.'),
  });
  return withBindMount(spec, source, target.trim());
}

function askForVariable(title: string): Promise<string> {
  return ask({
    title,
    prompt: vscode.l10n.t('A variable and its value, such as CC=clang'),
    validateInput: (text) =>
      /^[^=\s]+=/.test(text)
        ? undefined
        : vscode.l10n.t('A name, an equals sign, and a value, such as CC=clang.'),
  });
}

async function ask(options: vscode.InputBoxOptions): Promise<string> {
  const answer = await vscode.window.showInputBox({ ...options, ignoreFocusOut: true });
  if (answer === undefined) {
    throw new CancelledError();
  }
  return answer;
}
