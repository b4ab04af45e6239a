import * as l10n from '@vscode/l10n';
import { html, nothing, render } from 'lit';
import type { LogContract, LogExtent, LogState } from '../../contracts/logContract';
import { textMatcher } from '../../domain/log/textMatcher';
import { connectToHost } from '../connectToHost';
import { lineCount } from './lineCount';
import { LogRows } from './logRows';
import { toolbar, type ToolbarActions } from './toolbar';
import './log.css';

const host = connectToHost<LogContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the log.');
}
const bars = document.createElement('header');
const scroller = document.createElement('div');
scroller.className = 'scroller';
scroller.tabIndex = 0;
scroller.setAttribute('role', 'log');
scroller.setAttribute('aria-live', 'off');
scroller.setAttribute('aria-label', l10n.t('Log of {0}', host.state.container.name));
const foot = document.createElement('footer');
page.append(bars, scroller, foot);

let state: LogState = host.state;
let extent: LogExtent | undefined;
let match: number | undefined;

const rows = new LogRows(scroller, {
  ask: (from, to) => host.post({ type: 'rows', version: extent?.version ?? 0, from, to }),
  onFollow: () => show(),
});

const actions: ToolbarActions = {
  change: (change) => {
    const before = state;
    keep({ ...state, ...change });
    if (state.filter !== before.filter || state.find !== before.find) {
      match = undefined;
      tellFilter();
    }
    applyLook();
    show();
  },
  chooseRange: (range) => {
    keep({ ...state, range });
    rows.toEnd();
    host.post({ type: 'range', range });
  },
  find: (forward) => host.post({ type: 'find', from: rows.anchor, forward }),
  copy: () => copy(),
  save: () => host.post({ type: 'save', timestamps: state.timestamps }),
  clear: () => {
    rows.toEnd();
    host.post({ type: 'clear' });
  },
};

function keep(changed: LogState): void {
  state = changed;
  host.save(state);
}

function tellFilter(): void {
  host.post({ type: 'filter', filter: state.filter, find: state.find });
  const search = textMatcher(state.find.text === '' ? state.filter.query : state.find);
  rows.setSearch('problem' in search ? undefined : search);
}

function applyLook(): void {
  const isChanged =
    scroller.classList.contains('wrap') !== state.wrap ||
    scroller.classList.contains('timed') !== state.timestamps;
  scroller.classList.toggle('wrap', state.wrap);
  scroller.classList.toggle('timed', state.timestamps);
  rows.isWrapped = state.wrap;
  if (isChanged) {
    rows.redraw();
  }
}

function copy(): void {
  const range = rows.selected ?? { from: extent?.first ?? 0, to: extent?.end ?? 0 };
  host.post({ type: 'copy', ...range, timestamps: state.timestamps });
}

function show(): void {
  render(toolbar(state, extent, match, actions), bars);
  render(
    html`<span role="status">${statusText()}</span>
      ${extent?.note === undefined ? nothing : html`<span class="note">${extent.note}</span>`}
      <span class="grow"></span>
      ${
        rows.isFollowing
          ? nothing
          : html`<button class="follow" @click=${() => rows.toEnd()}>
              <span class="codicon codicon-arrow-down" aria-hidden="true"></span>
              ${l10n.t('Go to End and Follow')}
            </button>`
      }`,
    foot,
  );
}

function statusText(): string {
  if (!extent) {
    return l10n.t('Reading…');
  }
  const shown = extent.end - extent.first;
  return shown === extent.kept
    ? lineCount(shown)
    : l10n.t('{0} of {1}', shown.toLocaleString(), lineCount(extent.kept));
}

document.addEventListener('copy', (event) => {
  const isText = window.getSelection()?.isCollapsed === false;
  if (!isText && rows.selected && document.activeElement === scroller) {
    event.preventDefault();
    copy();
  }
});

document.addEventListener('keydown', (event) => {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.key === 'F3') {
    event.preventDefault();
    actions.find(!event.shiftKey);
  } else if (isControl && event.key === 'f') {
    event.preventDefault();
    const field = document.getElementById('find');
    if (field instanceof HTMLInputElement) {
      field.select();
    }
  } else if (isControl && event.key === 'a' && document.activeElement === scroller) {
    event.preventDefault();
    rows.selectAll();
  } else if (isControl && event.key === 'End') {
    rows.toEnd();
  }
});

host.listen((message) => {
  switch (message.type) {
    case 'extent':
      extent = message;
      rows.setExtent(message);
      break;
    case 'rows':
      rows.setRows(message.version, message.from, message.rows);
      return;
    case 'match':
      match = message.index;
      rows.show(message.position);
      break;
  }
  show();
});
applyLook();
// A page that is shown again has its filter; its host may have been made anew.
tellFilter();
show();
