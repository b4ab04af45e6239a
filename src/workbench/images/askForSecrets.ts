import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import { secretsMounted, type BuildSecret } from '../../domain/imageBuild/buildSecret';
import type { Dockerfile } from '../../domain/imageBuild/dockerfile';
import type { BuildChoices, SecretOrigin } from './buildChoices';

type Secrets = BuildChoices['secrets'];

/** Which secrets a build is given, and which it lacks, in the words of a row. */
export function describeSecrets({ secrets }: BuildChoices, dockerfile: Dockerfile): string {
  const given = Object.entries(secrets).map(([id, origin]) => `${id}: ${describe(origin)}`);
  const missing = secretsMounted(dockerfile).filter((id) => secrets[id] === undefined);
  return [
    ...given,
    ...missing.map((id) => vscode.l10n.t('{0}: not given', id)),
    ...(given.length + missing.length === 0 ? [vscode.l10n.t('none')] : []),
  ].join(', ');
}

/** Asks where secrets come from, one after the other, until the user goes back. */
export async function askForSecrets(
  { secrets: first }: BuildChoices,
  dockerfile: Dockerfile,
  title: string,
): Promise<Secrets> {
  let secrets = first;
  const back = vscode.l10n.t('Back');
  const other = vscode.l10n.t('Another Secret…');
  for (;;) {
    const ids = new Set([...secretsMounted(dockerfile), ...Object.keys(secrets)]);
    const picked = await vscode.window.showQuickPick(
      [
        { label: back, iconPath: new vscode.ThemeIcon('arrow-left') },
        ...[...ids].map((id) => ({
          label: id,
          description: describe(secrets[id]),
          iconPath: new vscode.ThemeIcon('key'),
        })),
        { label: other, iconPath: new vscode.ThemeIcon('add') },
      ],
      {
        title,
        placeHolder: vscode.l10n.t('Which secret should the steps that mount it be given?'),
        ignoreFocusOut: true,
      },
    );
    if (!picked || picked.label === back) {
      return secrets;
    }
    const id = picked.label === other ? await askForId(title) : picked.label;
    secrets = id === undefined ? secrets : await withOrigin(secrets, id, title);
  }
}

/** Asks for the secrets that are typed, which nothing keeps, and resolves with all of them. */
export async function askForTypedSecrets(
  secrets: Secrets,
  tag: string,
): Promise<readonly BuildSecret[]> {
  const given: BuildSecret[] = [];
  for (const [id, origin] of Object.entries(secrets)) {
    const source =
      origin.kind === 'typed'
        ? ({ kind: 'text', text: await askForText(id, tag) } as const)
        : origin;
    given.push({ id, source });
  }
  return given;
}

function describe(origin: SecretOrigin | undefined): string {
  switch (origin?.kind) {
    case 'file':
      return origin.hostPath;
    case 'variable':
      return vscode.l10n.t('the variable {0}', origin.name);
    case 'typed':
      return vscode.l10n.t('typed at each build');
    case undefined:
      return vscode.l10n.t('not given');
  }
}

async function askForId(title: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The id of the secret, as in RUN --mount=type=secret,id=…'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\w.-]+$/.test(text)
        ? undefined
        : vscode.l10n.t('An id has letters, digits, dots, dashes and underscores.'),
  });
}

/** Going back at any question leaves the secret as it was. */
async function withOrigin(secrets: Secrets, id: string, title: string): Promise<Secrets> {
  const item = (icon: string, label: string, detail: string): vscode.QuickPickItem => {
    return { label, detail, iconPath: new vscode.ThemeIcon(icon) };
  };
  const file = item('file', vscode.l10n.t('A File…'), vscode.l10n.t('Its path is remembered.'));
  const variable = item(
    'symbol-variable',
    vscode.l10n.t('An Environment Variable…'),
    vscode.l10n.t('Of the environment in which VS Code was started; its name is remembered.'),
  );
  const typed = item(
    'edit',
    vscode.l10n.t('Typed at Each Build'),
    vscode.l10n.t('You are asked when the build begins. Nothing keeps what you type.'),
  );
  const none = item('circle-slash', vscode.l10n.t('Not Given'), '');
  const picked = await vscode.window.showQuickPick([file, variable, typed, none], {
    title,
    placeHolder: vscode.l10n.t('Where does the secret "{0}" come from?', id),
    ignoreFocusOut: true,
  });
  const others = Object.fromEntries(Object.entries(secrets).filter(([key]) => key !== id));
  const withOne = (origin: SecretOrigin | undefined): Secrets =>
    origin ? { ...others, [id]: origin } : secrets;
  switch (picked) {
    case file:
      return withOne(await askForFile(id));
    case variable:
      return withOne(await askForVariable(id, title));
    case typed:
      return withOne({ kind: 'typed' });
    case none:
      return others;
    default:
      return secrets;
  }
}

async function askForFile(id: string): Promise<SecretOrigin | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Which file holds the secret "{0}"?', id),
    openLabel: vscode.l10n.t('Use as Secret'),
    canSelectFiles: true,
  });
  const [uri] = picked ?? [];
  return uri && { kind: 'file', hostPath: uri.fsPath };
}

async function askForVariable(id: string, title: string): Promise<SecretOrigin | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The environment variable that holds the secret "{0}"', id),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[A-Za-z_]\w*$/.test(text)
        ? undefined
        : vscode.l10n.t('A name has letters, digits and underscores, and begins with no digit.'),
  });
  return name === undefined ? undefined : { kind: 'variable', name };
}

async function askForText(id: string, tag: string): Promise<string> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Build {0}', tag),
    prompt: vscode.l10n.t('The secret "{0}". It is given to the build and kept nowhere', id),
    password: true,
    ignoreFocusOut: true,
  });
  if (text === undefined) {
    throw new CancelledError();
  }
  return text;
}
