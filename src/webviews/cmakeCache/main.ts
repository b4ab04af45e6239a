import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { CacheContract, CacheState, ShownCache } from '../../contracts/cacheContract';
import { filterVariables } from '../../domain/cmakeCache';
import { connectToHost } from '../connectToHost';
import './cmakeCache.css';
import { valueField } from './valueField';

const host = connectToHost<CacheContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the cache.');
}
const place = page;
let state: CacheState = host.state;
let cache: ShownCache | undefined;
let failure: string | undefined;
let busy: 'reading' | 'configuring' | undefined = 'reading';

function keep(change: Partial<CacheState>): void {
  state = { ...state, ...change };
  host.save(state);
  show();
}

/** A value that is what the cache has is no change. */
function change(name: string, value: string): void {
  const present = cache?.variables.find((variable) => variable.name === name)?.value;
  const others = Object.entries(state.changed).filter(([other]) => other !== name);
  const own = value === present ? [] : [[name, value] as const];
  keep({ changed: Object.fromEntries([...others, ...own]) });
}

function show(): void {
  const count = Object.keys(state.changed).length;
  render(
    html`<header>
        <h1>${state.label}</h1>
        <span role="status" class=${failure === undefined ? '' : 'failure'}>${status()}</span>
        <vscode-button
          secondary
          icon="refresh"
          ?disabled=${busy !== undefined}
          @click=${() => host.post({ type: 'read' })}
          >${l10n.t('Read Again')}</vscode-button
        >
        <vscode-button
          secondary
          icon="discard"
          ?disabled=${count === 0 || busy !== undefined}
          @click=${() => keep({ changed: {} })}
          >${l10n.t('Discard Changes')}</vscode-button
        >
        <vscode-button
          icon="gear"
          ?disabled=${busy !== undefined || !cache}
          @click=${() => host.post({ type: 'configure', changed: state.changed })}
          >${
            count === 0 ? l10n.t('Configure') : l10n.t('Configure with {0} Changed', count)
          }</vscode-button
        >
      </header>
      <div class="bar" role="search">
        <vscode-textfield
          class="filter"
          .label=${l10n.t('Filter variables')}
          placeholder=${l10n.t('Filter by name, value or help')}
          .value=${state.filter}
          @input=${(event: Event & { target: HTMLInputElement }) =>
            keep({ filter: event.target.value })}
        ></vscode-textfield>
        <vscode-checkbox
          label=${l10n.t('Advanced')}
          .checked=${state.advanced}
          @change=${() => keep({ advanced: !state.advanced })}
        ></vscode-checkbox>
      </div>
      ${cache ? table(cache) : nothing}`,
    place,
  );
}

function status(): string {
  switch (busy) {
    case 'reading':
      return l10n.t('Reading…');
    case 'configuring':
      return l10n.t('CMake is configuring…');
    case undefined:
      return failure ?? cache?.buildContainerPath ?? '';
  }
}

function table({ variables }: ShownCache): TemplateResult {
  const shown = filterVariables(variables, { text: state.filter, advanced: state.advanced });
  if (shown.length === 0) {
    return html`<p class="none">${l10n.t('No variable matches.')}</p>`;
  }
  return html`<table>
    <caption>
      ${l10n.t('{0} of {1} variables', shown.length, variables.length)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t('Name')}</th>
        <th scope="col">${l10n.t('Type')}</th>
        <th scope="col">${l10n.t('Value')}</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map((variable) => {
        const { name, type, help } = variable;
        const changed = state.changed[name];
        return html`<tr class=${changed === undefined ? '' : 'changed'}>
          <th scope="row">
            <span class="name">${name}</span>
            ${help === '' ? nothing : html`<span class="help">${help}</span>`}
          </th>
          <td class="type">${type === 'UNINITIALIZED' ? '' : type}</td>
          <td>
            ${valueField(variable, changed ?? variable.value, (value) => change(name, value))}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

host.listen((message) => {
  busy = message.type === 'reading' || message.type === 'configuring' ? message.type : undefined;
  failure = message.type === 'failed' ? message.message : undefined;
  if (message.type === 'configured') {
    keep({ changed: {} });
  }
  cache = message.type === 'read' ? message.cache : cache;
  show();
});
show();
