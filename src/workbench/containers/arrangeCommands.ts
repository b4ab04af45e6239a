import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { UserError } from '../../base/errors';
import { groupings, labelsOf, rowLabels, type Arrangement } from '../../domain/containerGroups';
import { containerOrders } from '../../domain/containerList';
import { commandIds } from '../commandIds';
import { connectedSnapshots } from '../connectedSnapshot';
import type { Engines } from '../engine/engines';
import type { RegisterCommand } from '../registerCommand';
import { changeSetting } from '../settings';
import type { ContainerArrangement } from './containerArrangement';
import type { UsageInRows } from './usageInRows';

type Aspect = 'groupBy' | 'sortBy' | 'rowLabel';

/** Registers what lays the **Containers** view out: **Configure View…**, the filter, what is used. */
export function registerArrangeCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  arrangement: ContainerArrangement,
  usage: UsageInRows,
): void {
  registerCommand(commandIds.containersConfigure, async () => {
    for (;;) {
      const aspect = await pickAspect(arrangement.current);
      if (aspect === undefined) {
        return;
      }
      await change(aspect, engines, arrangement.current);
    }
  });
  registerCommand(commandIds.containersFilter, () => askForFilter(arrangement));
  registerCommand(commandIds.containersClearFilter, () => {
    arrangement.filter = '';
  });
  registerCommand(commandIds.containersShowUsage, () => {
    usage.isShown = true;
  });
  registerCommand(commandIds.containersHideUsage, () => {
    usage.isShown = false;
  });
}

async function pickAspect(current: Arrangement): Promise<Aspect | undefined> {
  const { groupBy, groupLabel, order, rowLabel } = current;
  const grouped = choices().groupBy[groupBy];
  const items: (vscode.QuickPickItem & { readonly aspect: Aspect })[] = [
    {
      label: vscode.l10n.t('Group by'),
      description: groupBy === 'label' ? `${grouped} "${groupLabel}"` : grouped,
      aspect: 'groupBy',
    },
    { label: vscode.l10n.t('Sort by'), description: choices().sortBy[order], aspect: 'sortBy' },
    {
      label: vscode.l10n.t('Call the rows by'),
      description: choices().rowLabel[rowLabel],
      aspect: 'rowLabel',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Configure the Containers View'),
    placeHolder: vscode.l10n.t('What should be changed? Escape ends.'),
  });
  return picked?.aspect;
}

async function change(aspect: Aspect, engines: Engines, current: Arrangement): Promise<void> {
  const { groupBy, order, rowLabel } = current;
  switch (aspect) {
    case 'groupBy': {
      const picked = await pickOne(groupings, choices().groupBy, groupBy);
      if (picked === 'label' && !(await changeLabel(engines, current.groupLabel))) {
        return;
      }
      await keep('containers.groupBy', picked);
      break;
    }
    case 'sortBy':
      await keep('containers.sortBy', await pickOne(containerOrders, choices().sortBy, order));
      break;
    case 'rowLabel':
      await keep('containers.rowLabel', await pickOne(rowLabels, choices().rowLabel, rowLabel));
      break;
  }
}

async function changeLabel(engines: Engines, current: string): Promise<boolean> {
  const snapshots = await connectedSnapshots(engines);
  const labels = labelsOf(snapshots.flatMap(({ snapshot }) => snapshot.containers));
  if (labels.length === 0) {
    throw new UserError(vscode.l10n.t('No container has a label to group by.'));
  }
  const words = Object.fromEntries(labels.map((label) => [label, label]));
  const label = await pickOne(labels, words, current);
  await keep('containers.groupLabel', label);
  return label !== undefined;
}

async function pickOne<T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, string>>,
  current: T,
): Promise<T | undefined> {
  const items = values.map((value) => ({
    label: words[value],
    iconPath: new vscode.ThemeIcon(value === current ? 'check' : 'blank'),
    value,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Configure the Containers View'),
  });
  return picked?.value;
}

async function keep(name: string, value: string | undefined): Promise<void> {
  if (value !== undefined) {
    await changeSetting(name, value);
  }
}

function choices(): {
  readonly groupBy: Record<Arrangement['groupBy'], string>;
  readonly sortBy: Record<Arrangement['order'], string>;
  readonly rowLabel: Record<Arrangement['rowLabel'], string>;
} {
  return {
    groupBy: {
      compose: vscode.l10n.t('Compose project'),
      network: vscode.l10n.t('Network'),
      image: vscode.l10n.t('Image'),
      label: vscode.l10n.t('Label'),
      state: vscode.l10n.t('State'),
      none: vscode.l10n.t('Nothing'),
    },
    sortBy: {
      state: vscode.l10n.t('State, then name'),
      name: vscode.l10n.t('Name'),
      created: vscode.l10n.t('Age, the newest first'),
    },
    rowLabel: {
      name: vscode.l10n.t('Name'),
      service: vscode.l10n.t('Compose service, else name'),
      image: vscode.l10n.t('Image'),
      id: vscode.l10n.t('Id'),
    },
  };
}

/** The view follows what is typed; Escape puts the filter back that there was. */
function askForFilter(arrangement: ContainerArrangement): Promise<void> {
  const owner = new DisposableStore();
  const before = arrangement.filter;
  const input = owner.add(vscode.window.createInputBox());
  input.title = vscode.l10n.t('Filter Containers');
  input.placeholder = vscode.l10n.t('Words in name, image, state, network, port or project');
  input.prompt = vscode.l10n.t('Enter keeps the filter, Escape the one before.');
  input.value = before;
  return new Promise<void>((resolve) => {
    let isKept = false;
    owner.add(
      input.onDidChangeValue((text) => {
        arrangement.filter = text;
      }),
    );
    owner.add(
      input.onDidAccept(() => {
        isKept = true;
        input.hide();
      }),
    );
    owner.add(
      input.onDidHide(() => {
        if (!isKept) {
          arrangement.filter = before;
        }
        resolve();
      }),
    );
    input.show();
  }).finally(() => owner.dispose());
}
