import * as vscode from 'vscode';
import { CancelledError } from '../../base/errors';
import type { Dockerfile } from '../../domain/imageBuild/dockerfile';
import { formatImageReference, parseImageReference } from '../../domain/imageReference';
import { askForBuildArgs } from './askForBuildArgs';
import { askForSecrets, describeSecrets } from './askForSecrets';
import type { BuildChoices } from './buildChoices';
import { imageNameProblem } from './pullImage';

type Row = 'build' | 'tags' | 'context' | 'target' | 'args' | 'secrets' | 'platform' | 'cache';
type RowItem = vscode.QuickPickItem & { readonly row: Row };

/**
 * Shows how an image will be built, and lets the user change one thing after the other. The first row
 * builds, so that Enter takes everything as it is.
 */
export async function askForBuild(
  source: vscode.Uri,
  dockerfile: Dockerfile,
  first: BuildChoices,
): Promise<BuildChoices> {
  const title = vscode.l10n.t('Build {0}', vscode.workspace.asRelativePath(source));
  let choices = withKnownTarget(first, dockerfile);
  for (;;) {
    const picked = await vscode.window.showQuickPick(rows(choices, dockerfile), {
      title,
      placeHolder: vscode.l10n.t('Press Enter to build, or choose what should be different'),
      ignoreFocusOut: true,
    });
    switch (picked?.row) {
      case 'build':
        return choices;
      case 'tags':
        choices = { ...choices, tags: (await askForTags(choices.tags, title)) ?? choices.tags };
        break;
      case 'context':
        choices = { ...choices, contextHostPath: await askForContext(choices.contextHostPath) };
        break;
      case 'target':
        choices = await askForTarget(choices, dockerfile, title);
        break;
      case 'args':
        choices = { ...choices, buildArgs: await askForBuildArgs(choices, dockerfile, title) };
        break;
      case 'secrets':
        choices = { ...choices, secrets: await askForSecrets(choices, dockerfile, title) };
        break;
      case 'platform':
        choices = await askForPlatform(choices, title);
        break;
      case 'cache':
        choices = { ...choices, noCache: !choices.noCache };
        break;
      case undefined:
        throw new CancelledError();
    }
  }
}

function rows(choices: BuildChoices, dockerfile: Dockerfile): RowItem[] {
  const { tags, contextHostPath, buildArgs, target, platform, noCache } = choices;
  const row = (id: Row, icon: string, label: string, description: string): RowItem => {
    return { row: id, label, description, iconPath: new vscode.ThemeIcon(icon) };
  };
  const given = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`);
  const usual = vscode.l10n.t('as in the Dockerfile');
  return [
    row('build', 'play', vscode.l10n.t('Build'), tags.join(', ')),
    row('tags', 'tag', vscode.l10n.t('Name and Tags…'), tags.join(', ')),
    row('context', 'folder', vscode.l10n.t('Context…'), contextHostPath),
    ...(dockerfile.stages.length > 1
      ? [row('target', 'target', vscode.l10n.t('Target…'), target || vscode.l10n.t('the last'))]
      : []),
    row(
      'args',
      'symbol-variable',
      vscode.l10n.t('Build Arguments…'),
      given.length === 0 ? usual : given.join(' '),
    ),
    row('secrets', 'key', vscode.l10n.t('Secrets…'), describeSecrets(choices, dockerfile)),
    row(
      'platform',
      'circuit-board',
      vscode.l10n.t('Platform…'),
      platform || vscode.l10n.t("the engine's own"),
    ),
    row(
      'cache',
      noCache ? 'pass-filled' : 'circle-large-outline',
      vscode.l10n.t('Without the Cache'),
      noCache
        ? vscode.l10n.t('every step is run again')
        : vscode.l10n.t('off: what has not changed is taken from the last build'),
    ),
  ];
}

async function askForTags(
  tags: readonly string[],
  title: string,
): Promise<readonly string[] | undefined> {
  const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');
  const answer = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The name and tag of the new image; several with spaces between them'),
    value: tags.join(' '),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const names = words(text);
      return names.length === 0
        ? vscode.l10n.t('An image needs a name.')
        : names.map(imageNameProblem).find((problem) => problem !== undefined);
    },
  });
  return answer === undefined
    ? undefined
    : words(answer).map((name) => formatImageReference(parseImageReference(name)));
}

async function askForContext(current: string): Promise<string> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Which folder are the paths in the Dockerfile relative to?'),
    openLabel: vscode.l10n.t('Use as Context'),
    defaultUri: vscode.Uri.file(current),
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return picked?.[0]?.fsPath ?? current;
}

async function askForTarget(
  choices: BuildChoices,
  { stages }: Dockerfile,
  title: string,
): Promise<BuildChoices> {
  const last = stages.at(-1);
  const items = [
    {
      label: vscode.l10n.t('The Last Stage'),
      description: last?.name ?? last?.base ?? '',
      target: '',
    },
    ...stages.flatMap(({ name, base }) =>
      name === undefined
        ? []
        : [{ label: name, description: vscode.l10n.t('from {0}', base), target: name }],
    ),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which stage should be built?'),
    ignoreFocusOut: true,
  });
  return picked ? { ...choices, target: picked.target } : choices;
}

async function askForPlatform(choices: BuildChoices, title: string): Promise<BuildChoices> {
  const { platform } = choices;
  const own = vscode.l10n.t("The Engine's Own");
  const known = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'];
  const other = vscode.l10n.t('Another…');
  const picked = await vscode.window.showQuickPick(
    [own, ...new Set([...(platform === '' ? [] : [platform]), ...known]), other],
    {
      title,
      placeHolder: vscode.l10n.t('For which platform? Another one than its own must be emulated'),
      ignoreFocusOut: true,
    },
  );
  if (picked === own) {
    return { ...choices, platform: '' };
  }
  const chosen =
    picked === other
      ? await vscode.window.showInputBox({
          title,
          prompt: vscode.l10n.t('System and processor, such as linux/riscv64'),
          ignoreFocusOut: true,
          validateInput: (text) =>
            /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/.test(text)
              ? undefined
              : vscode.l10n.t('A system and a processor with a slash between them.'),
        })
      : picked;
  return chosen === undefined ? choices : { ...choices, platform: chosen };
}

/** The stage may have gone since the last time. */
function withKnownTarget(choices: BuildChoices, { stages }: Dockerfile): BuildChoices {
  return stages.some(({ name }) => name === choices.target) ? choices : { ...choices, target: '' };
}
