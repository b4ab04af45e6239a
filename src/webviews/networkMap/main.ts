import * as l10n from '@vscode/l10n';
import { html, nothing, render, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { NetworkMapContract } from '../../contracts/networkMapContract';
import { waysTo, type MappedContainer, type ReachMap } from '../../domain/reach';
import {
  fitting,
  layOutReach,
  reachMeasures,
  type ReachColumn,
  type ReachLayout,
  type ReachRow,
} from '../../domain/reachLayout';
import { connectToHost } from '../connectToHost';
import { reachText } from './reachText';
import './networkMap.css';

const { names, column, head } = reachMeasures;

const host = connectToHost<NetworkMapContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the picture.');
}
const place = page;
let map: ReachMap | undefined;
let problem: string | undefined;
/** The id of the container whose reach is shown. */
let chosen: string | undefined;

function show(): void {
  const of = map?.containers.find(({ id }) => id === chosen);
  render(
    html`<header>
        <h1>${l10n.t('Who Reaches Whom')}</h1>
        <span role="status">${problem ?? hint()}</span>
      </header>
      ${map ? html`<main>${picture(map, of)}${told(map, of)}</main>` : nothing}`,
    place,
  );
}

function hint(): string {
  if (!map) {
    return l10n.t('Looking…');
  }
  return map.containers.length === 0
    ? l10n.t('There are no containers.')
    : l10n.t(
        'Choose a container to see whom it reaches: by the pointer, or by the arrow keys. Enter shows it in its view.',
      );
}

function picture(all: ReachMap, of: MappedContainer | undefined): TemplateResult {
  const layout = layOutReach(all);
  return html`<div class="scroll">
    <svg
      width=${layout.width}
      height=${layout.height}
      role="listbox"
      aria-label=${l10n.t('Containers')}
      @keydown=${(event: KeyboardEvent) => onKey(event, layout)}
      @click=${(event: MouseEvent) => event.target === event.currentTarget && choose(undefined)}
    >
      <g aria-hidden="true">${layout.columns.map((each) => networkLine(each))}</g>
      ${layout.rows.map((row, index) => containerRow(all, row, index, of))}
    </svg>
  </div>`;
}

function networkLine({ network, color, x, end }: ReachColumn): SVGTemplateResult {
  const { name, driver, subnets, isInternal } = network;
  const notes = [driver, ...subnets].join(' · ');
  const outside = isInternal ? l10n.t('cut off from outside') : l10n.t('↑ outside');
  return svg`<g class="network color-${color} ${isInternal ? 'internal' : ''}">
    <title>${`${name}: ${notes}`}</title>
    <text class="outside" x=${x + 10} y="14">${outside}</text>
    <path d=${`M${x} ${isInternal ? 26 : 4}V${Math.max(end, head - 14)}`}></path>
    <text class="name" x=${x + 10} y="40">${fitting(name, 18)}</text>
    <text class="notes" x=${x + 10} y="58">${fitting(driver, 22)}</text>
    <text class="notes" x=${x + 10} y="74">${fitting(subnets[0] ?? '', 22)}</text>
  </g>`;
}

function containerRow(
  all: ReachMap,
  { container, y, end, dots }: ReachRow,
  index: number,
  of: MappedContainer | undefined,
): SVGTemplateResult {
  const { id, name, isRunning, ports } = container;
  const isChosen = of?.id === id;
  const isReached = of !== undefined && waysTo(all, of, container).length > 0;
  const state = of === undefined || isChosen ? '' : isReached ? 'reached' : 'unreached';
  const isFirst = chosen === undefined ? index === 0 : isChosen;
  return svg`<g
    class="container ${isRunning ? 'running' : 'stopped'} ${isChosen ? 'chosen' : state}"
    role="option"
    id=${`c-${id}`}
    tabindex=${isFirst ? 0 : -1}
    aria-selected=${isChosen}
    aria-label=${`${name}. ${reachText(all, container).join(' ')}`}
    @click=${() => choose(id)}
    @focus=${() => choose(id)}
  >
    <rect class="back" x="0" y=${y - 14} width=${names + column * all.networks.length + 150} height="28" rx="4"></rect>
    <circle class="state" cx="14" cy=${y} r="5"></circle>
    ${dots.length > 0 ? svg`<path class="line" d=${`M${names - 10} ${y}H${end}`}></path>` : nothing}
    <text class="name" x="28" y=${y + 4}><title>${name}</title>${fitting(name, 25)}</text>
    ${dots.map(
      ({ column: { x, color }, address }) =>
        svg`<circle class="dot color-${color}" cx=${x} cy=${y} r="6"></circle>
          <text class="address" x=${x + 12} y=${y + 4}>${fitting(address, 22)}</text>`,
    )}
    <text class="ports" x=${names + column * all.networks.length} y=${y + 4}>${fitting(ports.join(', '), 24)}</text>
  </g>`;
}

function told(all: ReachMap, of: MappedContainer | undefined): TemplateResult {
  return html`<aside aria-label=${l10n.t('Reach')}>
    ${
      of
        ? html`<h2>${of.name}</h2>
            <ul>
              ${reachText(all, of).map((line) => html`<li>${line}</li>`)}
            </ul>`
        : nothing
    }
  </aside>`;
}

function choose(id: string | undefined): void {
  if (chosen !== id) {
    chosen = id;
    show();
  }
}

function onKey(event: KeyboardEvent, { rows }: ReachLayout): void {
  const at = rows.findIndex(({ container }) => container.id === chosen);
  const to: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, rows.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: rows.length - 1,
  };
  const next = rows[to[event.key] ?? -1]?.container.id;
  if (next !== undefined) {
    event.preventDefault();
    document.getElementById(`c-${next}`)?.focus();
  } else if (event.key === 'Escape') {
    choose(undefined);
  } else if (event.key === 'Enter' && chosen !== undefined) {
    host.post({ type: 'reveal', container: chosen });
  }
}

host.listen((message) => {
  switch (message.type) {
    case 'map':
      map = message.map;
      problem = undefined;
      break;
    case 'problem':
      problem = message.message;
      break;
  }
  show();
});
show();
