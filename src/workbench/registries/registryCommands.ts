import * as vscode from 'vscode';
import { CancelledError, UserError } from '../../base/errors';
import {
  hubRegistry,
  registryFromText,
  registryLabel,
  registryOf,
} from '../../domain/registryCredentials';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import { withCancellableProgress } from '../progress';
import type { RegisterCommand } from '../registerCommand';
import type { DockerCommandLog } from '../outputLog';
import type { RegistryLogin, RegistryLogins } from './registryLogins';

/** How long the status bar says that a log-in was made or forgotten, in milliseconds. */
const noteTime = 8000;

/** Registers **Log In to Registry…** and **Log Out of Registry…**. */
export function registerRegistryCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  logins: RegistryLogins,
  dockerCommands: DockerCommandLog,
): void {
  registerCommand(commandIds.registryLogIn, async (named?: unknown) => {
    const registry = typeof named === 'string' ? named : await pickRegistry(engines, logins);
    await logIn(engines, logins, dockerCommands, registry);
  });
  registerCommand(commandIds.registryLogOut, async (named?: unknown) => {
    const login = await pickLogin(logins, typeof named === 'string' ? named : undefined);
    dockerCommands.add(engines.current.docker('logout', ...hostWords(login.registry)));
    await logins.forget(login);
    say(vscode.l10n.t('The log-in to {0} is forgotten.', registryLabel(login.registry)));
  });
}

/** The registry itself decides whether the log-in is right, before anything is kept. */
async function logIn(
  engines: Engines,
  logins: RegistryLogins,
  dockerCommands: DockerCommandLog,
  registry: string,
): Promise<void> {
  const label = registryLabel(registry);
  const title = vscode.l10n.t('Log In to {0}', label);
  const known = logins.all.find((login) => login.registry === registry);
  const username = await ask({
    title,
    prompt: vscode.l10n.t('Your user name at {0}', label),
    value: known?.username ?? '',
  });
  const password = await ask({
    title,
    prompt: vscode.l10n.t('The password of "{0}", or an access token', username),
    password: true,
  });
  const { engine, docker } = engines.current;
  dockerCommands.add(
    docker('login', '--username', username, '--password-stdin', ...hostWords(registry)),
  );
  const accepted = await withCancellableProgress(
    vscode.l10n.t('Logging in to {0}', label),
    (_, signal) =>
      engine.checkRegistryLogin(registry, { kind: 'password', username, password }, signal),
  );
  await logins.keep(registry, username, accepted);
  say(vscode.l10n.t('You are logged in to {0} as "{1}".', label, username));
}

async function pickRegistry(engines: Engines, logins: RegistryLogins): Promise<string> {
  const known = new Map<string, string>([[hubRegistry, '']]);
  for (const tag of engines.all.flatMap(({ store }) =>
    store.snapshot.images.flatMap(({ tags }) => tags),
  )) {
    known.set(registryOf(tag), '');
  }
  for (const { registry, username } of logins.all) {
    known.set(registry, vscode.l10n.t('logged in as "{0}"', username));
  }
  const other = vscode.l10n.t('Another Registry…');
  const picked = await vscode.window.showQuickPick(
    [
      ...[...known].map(([registry, description]) => ({
        label: registryLabel(registry),
        description,
        iconPath: new vscode.ThemeIcon('server-environment'),
        registry,
      })),
      { label: other, iconPath: new vscode.ThemeIcon('edit'), registry: undefined },
    ],
    {
      title: vscode.l10n.t('Log In to Registry'),
      placeHolder: vscode.l10n.t('Which registry do you want to log in to?'),
    },
  );
  if (!picked) {
    throw new CancelledError();
  }
  return picked.registry ?? askForRegistry();
}

async function askForRegistry(): Promise<string> {
  const text = await ask({
    title: vscode.l10n.t('Log In to Registry'),
    prompt: vscode.l10n.t('The host of the registry, such as ghcr.io or localhost:5000'),
    validateInput: (value) =>
      registryFromText(value) === undefined
        ? vscode.l10n.t('A registry is a host and perhaps a port, such as localhost:5000.')
        : undefined,
  });
  return registryFromText(text) ?? hubRegistry;
}

async function pickLogin(
  logins: RegistryLogins,
  named: string | undefined,
): Promise<RegistryLogin> {
  const all = logins.all.filter(({ registry }) => named === undefined || registry === named);
  if (all.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'Drydock has made no log-in to a registry. One that "docker login" made is forgotten by "docker logout".',
      ),
    );
  }
  const items = all.map((login) => ({
    label: registryLabel(login.registry),
    description: vscode.l10n.t('logged in as "{0}"', login.username),
    iconPath: new vscode.ThemeIcon('server-environment'),
    login,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Log Out of Registry'),
    placeHolder: vscode.l10n.t('Which log-in should be forgotten?'),
  });
  if (!picked) {
    throw new CancelledError();
  }
  return picked.login;
}

/** What `docker login` takes for a registry: nothing for Docker Hub. */
function hostWords(registry: string): string[] {
  return registry === hubRegistry ? [] : [registry];
}

async function ask(options: vscode.InputBoxOptions): Promise<string> {
  const answer = await vscode.window.showInputBox({ ...options, ignoreFocusOut: true });
  const isEmpty = options.password === true ? answer === '' : answer?.trim() === '';
  if (answer === undefined || isEmpty) {
    throw new CancelledError();
  }
  return options.password === true ? answer : answer.trim();
}

function say(sentence: string): void {
  vscode.window.setStatusBarMessage(`$(key) ${sentence}`, noteTime);
}
