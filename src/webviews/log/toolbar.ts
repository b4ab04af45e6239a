import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogExtent, LogRange, LogState } from '../../contracts/logContract';
import { logLevels, type LogLevel } from '../../domain/log/logLine';
import type { TextQuery } from '../../domain/log/textMatcher';
import { lineCount } from './lineCount';

/** What the tool bar of a log does. */
export interface ToolbarActions {
  readonly change: (change: Partial<LogState>) => void;
  readonly chooseRange: (range: LogRange) => void;
  readonly find: (forward: boolean) => void;
  readonly copy: () => void;
  readonly save: () => void;
  readonly clear: () => void;
}

/** The tool bar of a log: which lines, what is looked for, and what can be done with them. */
export function toolbar(
  state: LogState,
  extent: LogExtent | undefined,
  match: number | undefined,
  actions: ToolbarActions,
): TemplateResult {
  const { filter, find, timestamps, wrap } = state;
  return html`<div class="bar" role="toolbar" aria-label=${l10n.t('Log')}>
      ${rangeSelect(state.range, actions)} ${streamSelect(state, actions)}
      <span class="group" role="group" aria-label=${l10n.t('Levels')}>
        ${[...logLevels, 'other' as const].map((level) => levelButton(level, state, actions))}
      </span>
      <span class="grow"></span>
      ${toggle('clock', l10n.t('Timestamps'), timestamps, () => actions.change({ timestamps: !timestamps }))}
      ${toggle('word-wrap', l10n.t('Wrap Lines'), wrap, () => actions.change({ wrap: !wrap }))}
      ${action('copy', l10n.t('Copy Selected Lines, or All'), actions.copy)}
      ${action('save', l10n.t('Save to File…'), actions.save)}
      ${action('clear-all', l10n.t('Clear'), actions.clear)}
    </div>
    <div class="bar">
      ${queryField({
        id: 'filter',
        icon: 'filter',
        label: l10n.t('Filter lines'),
        query: filter.query,
        problem: extent?.filterProblem,
        change: (query) => actions.change({ filter: { ...filter, query } }),
        enter: () => undefined,
      })}
      ${queryField({
        id: 'find',
        icon: 'search',
        label: l10n.t('Find'),
        query: find,
        problem: extent?.findProblem,
        change: (query) => actions.change({ find: query }),
        enter: (event) => actions.find(!event.shiftKey),
      })}
      <span class="count" role="status">${matchCount(find, extent, match)}</span>
      ${action('arrow-up', l10n.t('Previous Match (Shift+F3)'), () => actions.find(false))}
      ${action('arrow-down', l10n.t('Next Match (F3)'), () => actions.find(true))}
    </div>`;
}

function matchCount(
  find: TextQuery,
  extent: LogExtent | undefined,
  match: number | undefined,
): string {
  if (find.text === '' || !extent || extent.findProblem !== undefined) {
    return '';
  }
  if (extent.found === 0) {
    return extent.busy ? l10n.t('Searching…') : l10n.t('No matches');
  }
  return match === undefined
    ? lineCount(extent.found)
    : l10n.t('{0} of {1}', match.toLocaleString(), lineCount(extent.found));
}

const ranges: readonly LogRange[] = [
  { tail: 100 },
  { tail: 1000 },
  { tail: 10_000 },
  { tail: 100_000 },
  { minutes: 5 },
  { minutes: 60 },
  { minutes: 24 * 60 },
  {},
];

function rangeSelect(range: LogRange, { chooseRange }: ToolbarActions): TemplateResult {
  const isKnown = ranges.some((known) => isSame(known, range));
  const offered = isKnown ? ranges : [range, ...ranges];
  return html`<select
    aria-label=${l10n.t('How far back')}
    @change=${(event: Event & { target: HTMLSelectElement }) =>
      chooseRange(offered[event.target.selectedIndex] ?? {})}
  >
    ${offered.map(
      (each) => html`<option ?selected=${isSame(each, range)}>${rangeLabel(each)}</option>`,
    )}
  </select>`;
}

function isSame(a: LogRange, b: LogRange): boolean {
  return a.tail === b.tail && a.minutes === b.minutes;
}

function rangeLabel({ tail, minutes }: LogRange): string {
  if (tail !== undefined) {
    return l10n.t('Last {0} lines', tail.toLocaleString());
  }
  switch (minutes) {
    case undefined:
      return l10n.t('From the beginning');
    case 60:
      return l10n.t('Last hour');
    case 24 * 60:
      return l10n.t('Last day');
    default:
      return l10n.t('Last {0} minutes', minutes);
  }
}

function streamSelect({ filter }: LogState, { change }: ToolbarActions): TemplateResult {
  const streams = ['both', 'stdout', 'stderr'] as const;
  return html`<select
    aria-label=${l10n.t('Stream')}
    @change=${(event: Event & { target: HTMLSelectElement }) =>
      change({ filter: { ...filter, stream: streams[event.target.selectedIndex] ?? 'both' } })}
  >
    ${streams.map(
      (stream) =>
        html`<option ?selected=${stream === filter.stream}>
          ${stream === 'both' ? l10n.t('stdout and stderr') : stream}
        </option>`,
    )}
  </select>`;
}

function levelButton(
  level: LogLevel | 'other',
  { filter }: LogState,
  { change }: ToolbarActions,
): TemplateResult {
  const isShown = !filter.hiddenLevels.includes(level);
  const hiddenLevels = isShown
    ? [...filter.hiddenLevels, level]
    : filter.hiddenLevels.filter((hidden) => hidden !== level);
  return html`<button
    class="level ${level}"
    aria-pressed=${isShown}
    title=${isShown ? l10n.t('Shown; click to hide') : l10n.t('Hidden; click to show')}
    @click=${() => change({ filter: { ...filter, hiddenLevels } })}
  >
    ${levelLabel(level)}
  </button>`;
}

function levelLabel(level: LogLevel | 'other'): string {
  switch (level) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'info':
      return l10n.t('Info');
    case 'debug':
      return l10n.t('Debug');
    case 'other':
      return l10n.t('Other');
  }
}

interface QueryField {
  readonly id: string;
  readonly icon: string;
  readonly label: string;
  readonly query: TextQuery;
  readonly problem: string | undefined;
  readonly change: (query: TextQuery) => void;
  readonly enter: (event: KeyboardEvent) => void;
}

function queryField(field: QueryField): TemplateResult {
  const { id, icon, label, query, problem, change, enter } = field;
  return html`<span class="query ${problem === undefined ? '' : 'wrong'}" role="search">
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    <input
      id=${id}
      type="text"
      spellcheck="false"
      placeholder=${label}
      aria-label=${label}
      aria-invalid=${problem !== undefined}
      .value=${query.text}
      @input=${(event: Event & { target: HTMLInputElement }) =>
        change({ ...query, text: event.target.value })}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter') {
          enter(event);
        } else if (event.key === 'Escape' && query.text !== '') {
          change({ ...query, text: '' });
        }
      }}
    />
    ${toggle('case-sensitive', l10n.t('Match Case'), query.matchCase, () =>
      change({ ...query, matchCase: !query.matchCase }),
    )}
    ${toggle('regex', l10n.t('Use Regular Expression'), query.isRegex, () =>
      change({ ...query, isRegex: !query.isRegex }),
    )}
    ${problem === undefined ? nothing : html`<span class="problem" role="alert">${problem}</span>`}
  </span>`;
}

function toggle(icon: string, label: string, isOn: boolean, click: () => void): TemplateResult {
  return html`<button
    class="icon"
    aria-pressed=${isOn}
    aria-label=${label}
    title=${label}
    @click=${click}
  >
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </button>`;
}

function action(icon: string, label: string, click: () => void): TemplateResult {
  return html`<button class="icon" aria-label=${label} title=${label} @click=${click}>
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </button>`;
}
