import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { MountRow, MountRowKind } from '../../domain/editor/mountRow';
import type { EditorState } from './editorState';
import { addButton, field } from './fields';
import { checkbox, choice, iconButton, textInput } from './inputs';

/** The mounts: a row each, with a folder picker. */
export function mountFields(state: EditorState): TemplateResult {
  const rows = state.mounts;
  const put = (index: number, change: Partial<MountRow>): void =>
    state.editMounts(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return field(
    'mounts',
    { label: l10n.t('Mounts') },
    state,
    html`${rows.map((row, index) => mountFieldsOf(state, row, index, put))}
    ${addButton(l10n.t('Add Mount'), () =>
      state.editMounts([...rows, { kind: 'folder', source: '', target: '', readOnly: false }]),
    )}`,
  );
}

function mountFieldsOf(
  state: EditorState,
  row: MountRow,
  index: number,
  put: (index: number, change: Partial<MountRow>) => void,
): TemplateResult {
  const number = index + 1;
  return html`<div class="row of-paths" role="group" aria-label=${l10n.t('Mount {0}', number)}>
    ${choice({
      label: l10n.t('Kind of mount {0}', number),
      value: row.kind,
      choices: [
        ['folder', l10n.t('Folder')],
        ['volume', l10n.t('Volume')],
        ['memory', l10n.t('Memory')],
      ],
      change: (value) => put(index, { kind: mountKind(value) }),
    })}
    ${
      row.kind === 'memory'
        ? nothing
        : textInput({
            label:
              row.kind === 'folder'
                ? l10n.t('Folder of the host, of mount {0}', number)
                : l10n.t('Name of the volume, of mount {0}', number),
            placeholder:
              row.kind === 'folder' ? l10n.t('folder of the host') : l10n.t('name, or empty'),
            value: row.source,
            change: (source) => put(index, { source }),
          })
    }
    ${sourceButton(state, row.kind, index)}
    ${textInput({
      label: l10n.t('Place in the container, of mount {0}', number),
      placeholder: l10n.t('/place/in/the/container'),
      value: row.target,
      change: (target) => put(index, { target }),
    })}
    ${checkbox(l10n.t('Read-only'), row.readOnly, (readOnly) => put(index, { readOnly }))}
    ${iconButton('trash', l10n.t('Remove mount {0}', number), () =>
      state.editMounts(state.mounts.toSpliced(index, 1)),
    )}
  </div>`;
}

function sourceButton(
  state: EditorState,
  kind: MountRowKind,
  index: number,
): TemplateResult | typeof nothing {
  const number = index + 1;
  switch (kind) {
    case 'folder':
      return iconButton(
        'folder-opened',
        l10n.t('Browse for the folder of mount {0}…', number),
        () => state.pick('mountSource', index),
      );
    case 'volume':
      return iconButton('list-unordered', l10n.t('Choose the volume of mount {0}…', number), () =>
        state.pick('volume', index),
      );
    case 'memory':
      return nothing;
  }
}

function mountKind(value: string): MountRowKind {
  return value === 'volume' || value === 'memory' ? value : 'folder';
}
