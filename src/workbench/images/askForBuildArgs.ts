import * as vscode from 'vscode';
import type { Dockerfile } from '../../domain/imageBuild/dockerfile';
import type { BuildChoices } from './buildChoices';

/** Asks for the values of build arguments, one after the other, until the user goes back. */
export async function askForBuildArgs(
  { buildArgs: first }: BuildChoices,
  { args }: Dockerfile,
  title: string,
): Promise<Readonly<Record<string, string>>> {
  let buildArgs = first;
  const back = vscode.l10n.t('Back');
  const other = vscode.l10n.t('Another Argument…');
  for (;;) {
    const names = new Set([...args.map(({ name }) => name), ...Object.keys(buildArgs)]);
    const picked = await vscode.window.showQuickPick(
      [
        { label: back, iconPath: new vscode.ThemeIcon('arrow-left') },
        ...[...names].map((name) => ({
          label: name,
          description: describe(
            buildArgs[name],
            args.find((arg) => arg.name === name),
          ),
          iconPath: new vscode.ThemeIcon('symbol-variable'),
        })),
        { label: other, iconPath: new vscode.ThemeIcon('add') },
      ],
      {
        title,
        placeHolder: vscode.l10n.t('Which argument should have a value?'),
        ignoreFocusOut: true,
      },
    );
    if (!picked || picked.label === back) {
      return buildArgs;
    }
    buildArgs =
      picked.label === other
        ? await withAnother(buildArgs, title)
        : await withValue(buildArgs, picked.label, args, title);
  }
}

function describe(given: string | undefined, arg: Dockerfile['args'][number] | undefined): string {
  return (
    given ??
    (arg?.defaultValue === undefined ? '' : vscode.l10n.t('default: {0}', arg.defaultValue))
  );
}

/** An empty answer gives the default back. */
async function withValue(
  buildArgs: Readonly<Record<string, string>>,
  name: string,
  args: Dockerfile['args'],
  title: string,
): Promise<Readonly<Record<string, string>>> {
  const value = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The value of "{0}"; nothing leaves it as it is in the Dockerfile', name),
    value: buildArgs[name] ?? args.find((arg) => arg.name === name)?.defaultValue ?? '',
    ignoreFocusOut: true,
  });
  if (value === undefined) {
    return buildArgs;
  }
  const others = Object.entries(buildArgs).filter(([key]) => key !== name);
  return Object.fromEntries(value === '' ? others : [...others, [name, value]]);
}

async function withAnother(
  buildArgs: Readonly<Record<string, string>>,
  title: string,
): Promise<Readonly<Record<string, string>>> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('A name and its value, such as HTTP_PROXY=http://proxy:3128'),
    ignoreFocusOut: true,
    validateInput: (input) =>
      /^[A-Za-z_]\w*=/.test(input)
        ? undefined
        : vscode.l10n.t('A name, an equals sign, and a value.'),
  });
  const equals = text?.indexOf('=') ?? -1;
  return text === undefined || equals < 0
    ? buildArgs
    : { ...buildArgs, [text.slice(0, equals)]: text.slice(equals + 1) };
}
