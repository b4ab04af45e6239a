import * as vscode from 'vscode';
import { CancelledError, errorMessage, UserError } from '../../base/errors';
import { withEngine, withoutEngine } from '../../domain/listedEngine';
import { commandIds } from '../commandIds';
import { isCancellation } from '../messages';
import { withCancellableProgress } from '../progress';
import { changeSetting, settings } from '../settings';
import type { SharedParts } from '../sharedParts';
import type { AskEngine } from './askEngine';
import { askForEngineAddress } from './askForEngineAddress';
import type { EngineList } from './engineList';
import type { EngineRow, EnginesNode } from './engineRows';
import { engineRowDetail, engineRowLabel } from './engineTreeItem';

/** Registers what is done with the engines that can be chosen. */
export function registerListedEngineCommands(
  { register }: SharedParts,
  list: EngineList,
  ask: AskEngine,
): void {
  const choose = (
    argument: EnginesNode | undefined,
    question: string,
    accepts: (row: EngineRow) => boolean,
  ): Promise<EngineRow> => chooseRow(list, argument, question, accepts);

  register(commandIds.engineUse, async (argument?: EnginesNode) => {
    const question = vscode.l10n.t('Which engine should be used?');
    const { listed } = await choose(argument, question, (row) => row.listed.role !== 'current');
    await changeSetting('engine.endpoint', listed.setting);
  });
  register(commandIds.engineShowBeside, async (argument?: EnginesNode) => {
    const question = vscode.l10n.t('Which engine should be shown beside the one in use?');
    const { listed } = await choose(argument, question, isOther);
    await changeSetting(
      'engine.additional',
      withEngine(settings.engineAdditional(), listed.setting),
    );
  });
  register(commandIds.engineHide, async (argument?: EnginesNode) => {
    const question = vscode.l10n.t('Which engine should not be shown any more?');
    const { listed } = await choose(argument, question, (row) => row.listed.role === 'additional');
    await hide(listed.setting);
  });
  register(commandIds.engineRemove, async (argument?: EnginesNode) => {
    const question = vscode.l10n.t('Which engine should be removed from the settings?');
    const { listed } = await choose(argument, question, isKept);
    await hide(listed.setting);
    if (listed.role === 'current') {
      await changeSetting('engine.endpoint', '');
    }
  });
  register(commandIds.engineAdd, async () => {
    const address = await addressThatAnswers(ask);
    await changeSetting('engine.additional', withEngine(settings.engineAdditional(), address));
  });
  register(commandIds.engineTest, async (argument?: EnginesNode) => {
    const question = vscode.l10n.t('Which engine should be tested?');
    const row = await choose(argument, question, () => true);
    const sentence = await testEngine(row.listed.setting, engineRowLabel(row), ask);
    await vscode.window.showInformationMessage(sentence);
  });
}

function isOther({ listed }: EngineRow): boolean {
  return listed.role === 'other' && listed.origin !== 'automatic';
}

function isKept({ listed }: EngineRow): boolean {
  return listed.origin === 'setting';
}

async function chooseRow(
  list: EngineList,
  argument: EnginesNode | undefined,
  question: string,
  accepts: (row: EngineRow) => boolean,
): Promise<EngineRow> {
  if (argument?.kind === 'engineRow') {
    return argument;
  }
  const rows = (await list.reload()).filter(accepts);
  if (rows.length === 0) {
    throw new UserError(vscode.l10n.t('There is no such engine.'), [
      { title: vscode.l10n.t('Add Engine…'), command: commandIds.engineAdd },
    ]);
  }
  const items = rows.map((row) => ({
    label: engineRowLabel(row),
    description: engineRowDetail(row),
    row,
  }));
  const options = { placeHolder: question, matchOnDescription: true };
  const picked = await vscode.window.showQuickPick(items, options);
  if (!picked) {
    throw new CancelledError();
  }
  return picked.row;
}

async function hide(setting: string): Promise<void> {
  const additional = settings.engineAdditional();
  const rest = withoutEngine(additional, setting);
  if (rest.length < additional.length) {
    await changeSetting('engine.additional', rest);
  }
}

/** Asks for an address until an engine answers there, or the user keeps one that does not. */
async function addressThatAnswers(ask: AskEngine): Promise<string> {
  let address = '';
  for (;;) {
    address = await askForEngineAddress(address);
    try {
      await testEngine(address, address, ask);
      return address;
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      const again = vscode.l10n.t('Change Address');
      const keep = vscode.l10n.t('Add Anyway');
      // A notification goes by itself, or stands behind others, and the address with it.
      const answer = await vscode.window.showWarningMessage(
        errorMessage(error),
        { modal: true },
        again,
        keep,
      );
      if (answer === keep) {
        return address;
      }
      if (answer !== again) {
        throw new CancelledError();
      }
    }
  }
}

async function testEngine(setting: string, label: string, ask: AskEngine): Promise<string> {
  return withCancellableProgress(
    vscode.l10n.t('Asking the engine "{0}"', label),
    async (_, signal) => {
      const start = performance.now();
      const { product, apiVersion, machine } = await ask(setting, signal);
      const time = Math.max(1, Math.round(performance.now() - start));
      const told = [product, `API ${apiVersion}`, machine.operatingSystem];
      return vscode.l10n.t(
        'The engine "{0}" answers in {1} ms: {2}.',
        label,
        time,
        told.filter((part) => part !== '').join(', '),
      );
    },
  );
}
