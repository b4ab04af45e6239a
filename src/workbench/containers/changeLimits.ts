import * as vscode from 'vscode';
import {
  changeableLimits,
  limitFlags,
  limitText,
  parseLimit,
  type ChangeableLimit,
} from '../../domain/limitInput';
import type { DockerCommandLog } from '../outputLog';
import { showRemarks } from '../showRemarks';
import type { EngineContainer } from './containerNodes';

/** Shows the limits of a container and changes one after the other, until the user has done. */
export async function changeLimits(
  { engine, container: { id, name } }: EngineContainer,
  dockerCommands: DockerCommandLog,
): Promise<void> {
  const title = vscode.l10n.t('Limits of "{0}"', name);
  for (;;) {
    const { limits } = await engine.engine.inspectContainer(id);
    const items = changeableLimits.map((limit) => ({
      label: words()[limit].label,
      description: limitText(limits, limit) || vscode.l10n.t('no limit'),
      limit,
    }));
    const placeHolder = vscode.l10n.t('Which one should be changed? Escape ends.');
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder });
    const text = picked && (await askFor(title, picked.limit, limitText(limits, picked.limit)));
    const update = picked && text !== undefined ? parseLimit(picked.limit, text) : undefined;
    if (!picked || !update || text === undefined) {
      return;
    }
    dockerCommands.add(engine.docker('update', limitFlags[picked.limit], text.trim(), name));
    showRemarks(name, await engine.engine.updateContainer(id, update));
  }
}

function askFor(
  title: string,
  limit: ChangeableLimit,
  value: string,
): Thenable<string | undefined> {
  const { label, hint } = words()[limit];
  return vscode.window.showInputBox({
    title,
    value,
    prompt: `${label}: ${hint}`,
    validateInput: (text) => (parseLimit(limit, text) ? undefined : hint),
  });
}

function words(): Record<ChangeableLimit, { readonly label: string; readonly hint: string }> {
  return {
    memory: {
      label: vscode.l10n.t('Memory'),
      hint: vscode.l10n.t(
        'At least 6m, such as 512m or 8g. To lift the limit, recreate the container.',
      ),
    },
    cpus: {
      label: vscode.l10n.t('Processors'),
      hint: vscode.l10n.t('How many, such as 0.5 or 4. To lift the limit, recreate the container.'),
    },
    pids: {
      label: vscode.l10n.t('Processes'),
      hint: vscode.l10n.t('How many processes and threads at most, such as 4096; 0 for no limit.'),
    },
    cpuShares: {
      label: vscode.l10n.t('Processor shares'),
      hint: vscode.l10n.t('The weight beside other containers: 2 or more; usual is 1024.'),
    },
    cpusetCpus: {
      label: vscode.l10n.t('Processor numbers'),
      hint: vscode.l10n.t('Which processors it may use, such as 0-3 or 0,2.'),
    },
  };
}
