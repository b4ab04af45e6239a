import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EditorAction } from '../../contracts/containerEditorContract';
import type { EditorState } from './editorState';
import { findingsList } from './findingsList';
import { textButton } from './inputs';
import { lineEditor } from './lineEditor';
import { sections } from './sections';

/** The whole page: what can be done on top, the form, and beside it the line and the findings. */
export function editorPage(state: EditorState): TemplateResult {
  return html`
    <header>
      <h1>${title(state)}</h1>
      ${buttons(state)}
    </header>
    ${
      state.surroundings.busy
        ? html`<vscode-progress-bar label=${l10n.t('Making the container')}></vscode-progress-bar>`
        : nothing
    }
    <div class="columns">
      <div class="form" role="form" aria-label=${l10n.t('Container')}>${sections(state)}</div>
      <aside aria-label=${l10n.t('docker run line and findings')}>
        ${lineEditor(state)} ${findingsList(state)}
      </aside>
    </div>
  `;
}

function title({ surroundings: { engine, purpose } }: EditorState): string {
  switch (purpose?.kind) {
    case 'recreate':
      return l10n.t('Recreate "{0}"', purpose.original.name);
    case 'duplicate':
      return l10n.t('Duplicate "{0}"', purpose.original.name);
    case undefined:
      break;
  }
  return engine === undefined ? l10n.t('Container') : l10n.t('Container on {0}', engine);
}

function buttons(state: EditorState): TemplateResult {
  return html`<div class="buttons" role="toolbar" aria-label=${l10n.t('Actions')}>
    ${makeButtons(state)} ${textButton(l10n.t('Export…'), () => state.act('export'))}
    ${textButton(l10n.t('Load Profile…'), () => state.act('loadProfile'))}
    ${textButton(l10n.t('Save as Profile…'), () => state.act('saveProfile'))}
  </div>`;
}

/** An editor for one thing has one button for it. */
function makeButtons(state: EditorState): TemplateResult {
  const { busy, purpose } = state.surroundings;
  const make = (action: EditorAction['action']) => (): void => {
    if (!focusRefused(state)) {
      state.act(action);
    }
  };
  if (purpose) {
    const text = purpose.kind === 'recreate' ? l10n.t('Apply…') : l10n.t('Create Duplicate');
    return textButton(text, make('apply'), { secondary: false, disabled: busy, icon: 'check' });
  }
  return html`${textButton(l10n.t('Create and Start'), make('createAndStart'), {
    secondary: false,
    disabled: busy,
    icon: 'play',
  })}
  ${textButton(l10n.t('Create'), make('create'), { disabled: busy })}`;
}

/** What a field holds and the line does not must not be left out silently. */
function focusRefused(state: EditorState): boolean {
  const name = state.refusedField;
  if (name === undefined) {
    return false;
  }
  const input = document.querySelector<HTMLElement>(`[data-field="${name}"] [invalid]`);
  input?.closest('details')?.setAttribute('open', '');
  input?.focus();
  return true;
}
