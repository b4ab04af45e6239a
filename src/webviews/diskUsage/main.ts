import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import type { DiskUsageContract } from '../../contracts/diskUsageContract';
import { byteSize } from '../../domain/byteSize';
import type { DiskUsage } from '../../domain/diskUsage';
import {
  diskUsageKinds,
  largestItems,
  reclaimableShare,
  totalUsage,
  usageShares,
  type DiskUsageKind,
} from '../../domain/diskUsageShares';
import { connectToHost } from '../connectToHost';
import './diskUsage.css';

const mostItems = 10;

const names: Record<DiskUsageKind, string> = {
  images: l10n.t('Images'),
  containers: l10n.t('Containers'),
  volumes: l10n.t('Volumes'),
  buildCache: l10n.t('Build Cache'),
};

const pruneTitles: Record<DiskUsageKind, string> = {
  images: l10n.t('Remove Unused Images…'),
  containers: l10n.t('Remove Stopped Containers…'),
  volumes: l10n.t('Remove Unused Volumes…'),
  buildCache: l10n.t('Empty Build Cache…'),
};

const host = connectToHost<DiskUsageContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the disk usage.');
}
const place = page;
let usage: DiskUsage | undefined;
let failure: string | undefined;
let isMeasuring = true;

function show(): void {
  render(
    html`<header>
        <h1>${host.state.label}</h1>
        <span role="status">${status()}</span>
        <vscode-button
          secondary
          icon="refresh"
          ?disabled=${isMeasuring}
          @click=${() => host.post({ type: 'measure' })}
          >${l10n.t('Measure Again')}</vscode-button
        >
      </header>
      ${usage ? whole(usage) : nothing}`,
    place,
  );
}

function status(): string {
  if (isMeasuring) {
    return l10n.t('Measuring; the engine walks all files for it…');
  }
  if (failure !== undefined || !usage) {
    return failure ?? '';
  }
  const { size, reclaimable } = totalUsage(usage);
  return l10n.t('{0}, of which {1} can become free', byteSize(size), byteSize(reclaimable));
}

function whole(all: DiskUsage): TemplateResult {
  const bar = usageShares(all).map(
    ({ kind, start, width }) =>
      svg`<rect class=${kind} x=${start * 100} y="0" width=${width * 100} height="10"></rect>`,
  );
  return html`<svg class="whole" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      ${bar}
    </svg>
    <div class="kinds">${diskUsageKinds.map((kind) => section(kind, all))}</div>`;
}

function section(kind: DiskUsageKind, all: DiskUsage): TemplateResult {
  const of = all[kind];
  const free = reclaimableShare(of);
  const { largest, others } = largestItems(of, mostItems);
  return html`<section aria-labelledby=${kind}>
    <h2 id=${kind}><span class="swatch ${kind}" aria-hidden="true"></span>${names[kind]}</h2>
    <p class="figures">
      <strong>${byteSize(of.size)}</strong>
      ${
        of.reclaimable > 0
          ? l10n.t('{0} can become free', byteSize(of.reclaimable))
          : l10n.t('nothing can become free')
      }
    </p>
    <svg class="part" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="0" width="100" height="6"></rect>
      <rect
        class=${kind}
        x="0"
        y="0"
        width=${(1 - free) * (of.size > 0 ? 100 : 0)}
        height="6"
      ></rect>
      <rect class="${kind} free" x=${(1 - free) * 100} y="0" width=${free * 100} height="6"></rect>
    </svg>
    ${largest.length > 0 ? table(kind, largest) : nothing}
    ${others > 0 ? html`<p class="others">${l10n.t('and {0} more', others)}</p>` : nothing}
    <vscode-button
      secondary
      ?disabled=${of.items.length === 0 || isMeasuring}
      @click=${() => host.post({ type: 'prune', kind })}
      >${pruneTitles[kind]}</vscode-button
    >
  </section>`;
}

function table(
  kind: DiskUsageKind,
  items: ReturnType<typeof largestItems>['largest'],
): TemplateResult {
  return html`<table>
    <caption>
      ${l10n.t('The largest: {0}', names[kind])}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t('Name')}</th>
        <th scope="col">${l10n.t('Own size')}</th>
        <th scope="col">${l10n.t('In use')}</th>
      </tr>
    </thead>
    <tbody>
      ${items.map(
        ({ name, size, shared, isInUse }) =>
          html`<tr>
            <th scope="row" title=${name}>${name}</th>
            <td
              title=${
                shared > 0 ? l10n.t('{0} with what it shares with others', byteSize(size)) : nothing
              }
            >
              ${byteSize(size - shared)}
            </td>
            <td>${isInUse ? l10n.t('yes') : l10n.t('no')}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

host.listen((message) => {
  isMeasuring = message.type === 'measuring';
  failure = message.type === 'failed' ? message.message : undefined;
  usage = message.type === 'measured' ? message.usage : usage;
  show();
});
show();
