import * as l10n from '@vscode/l10n';
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LayersContract } from '../../contracts/layersContract';
import { byteSize } from '../../domain/byteSize';
import { ownSize, type ImagePicture, type PictureStep } from '../../domain/imagePicture';
import { connectToHost } from '../connectToHost';
import { FilesOfLayers } from './filesOfLayers';
import './layers.css';

/** So many colours are told apart before they begin anew. */
const colors = 6;
/** Commands longer than this are folded. */
const longest = 160;

const host = connectToHost<LayersContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the layers.');
}
const place = page;
let { state } = host;
let picture: ImagePicture | undefined;
let isShareKnown = false;
let problem: string | undefined;
const files = new FilesOfLayers(host, () => show());

interface Row {
  readonly step: PictureStep;
  /** From 1, as they were made. */
  readonly number: number;
  readonly color: number;
}

function rowsOf({ steps }: ImagePicture): readonly Row[] {
  let layers = 0;
  return steps.map((step, index) => {
    const color = layers % colors;
    layers += step.size > 0 ? 1 : 0;
    return { step, number: index + 1, color };
  });
}

function show(): void {
  render(problem === undefined ? (picture ? content(picture) : waiting()) : failed(problem), place);
}

function waiting(): TemplateResult {
  return html`<p class="note">${l10n.t('Reading the layers of "{0}"…', state.name)}</p>`;
}

function failed(text: string): TemplateResult {
  return html`<h1>${state.name}</h1>
    <p role="alert">${text}</p>`;
}

function content(shown: ImagePicture): TemplateResult {
  const rows = rowsOf(shown);
  const withSize = rows.filter(({ step }) => step.size > 0);
  const ordered =
    state.order === 'size' ? withSize.toSorted((a, b) => b.step.size - a.step.size) : rows;
  return html`<header>
      <h1>${state.name}</h1>
      <p class="note">${summary(shown, withSize.length)}</p>
    </header>
    ${wholeBar(shown, withSize)}
    <fieldset>
      <legend>${l10n.t('Order')}</legend>
      ${orderButton('steps', l10n.t('As they were made'))}
      ${orderButton('size', l10n.t('Largest first'))}
    </fieldset>
    ${table(shown, ordered)}`;
}

function summary(shown: ImagePicture, layers: number): string {
  const parts = [
    layers === 1
      ? l10n.t('{0} in 1 layer', byteSize(shown.size))
      : l10n.t('{0} in {1} layers', byteSize(shown.size), layers),
    ...(shown.base ? [l10n.t('built on {0}', shown.base.name)] : []),
    isShareKnown ? ownText(ownSize(shown)) : l10n.t('looking for images that share layers…'),
  ];
  return parts.join(' · ');
}

function ownText(own: number): string {
  return own === 0
    ? l10n.t('all of it shared with other images')
    : l10n.t('{0} only in this image', byteSize(own));
}

/** The whole image as one bar, a piece for each layer. */
function wholeBar({ size }: ImagePicture, rows: readonly Row[]): TemplateResult {
  return html`<svg class="whole" role="img" aria-label=${l10n.t('The layers by their size')}>
    ${rows.map(({ step, color, number }) => {
      const text = `${number}. ${step.command.slice(0, longest)}\n${byteSize(step.size)}`;
      return svg`<rect class="color-${color}" x=${percent(step.total - step.size, size)} y="0"
        width=${percent(step.size, size)} height="100%"><title>${text}</title></rect>`;
    })}
  </svg>`;
}

function orderButton(order: LayersContract['state']['order'], label: string): TemplateResult {
  return html`<label
    ><input
      type="radio"
      name="order"
      .checked=${state.order === order}
      @change=${() => {
        state = { ...state, order };
        host.save(state);
        show();
      }}
    />${label}</label
  >`;
}

function table(shown: ImagePicture, rows: readonly Row[]): TemplateResult {
  return html`<table>
    <caption>
      ${l10n.t('The steps that made the image')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t('Step')}</th>
        <th scope="col">${l10n.t('Command')}</th>
        <th scope="col" class="number">${l10n.t('Adds')}</th>
        <th scope="col" class="number">${l10n.t('Total')}</th>
        <th scope="col" class="bars">${l10n.t('Where the bytes are')}</th>
        <th scope="col">${l10n.t('Shared with')}</th>
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ number }) => number,
        (row) => tableRow(shown, row),
      )}
    </tbody>
  </table>`;
}

function tableRow({ size, base }: ImagePicture, { step, number, color }: Row): TemplateResult {
  const isOfBase = base !== undefined && number <= base.steps;
  const { layer } = step;
  const isOpen = layer !== undefined && files.isOpen(layer);
  return html`<tr class=${step.size > 0 ? '' : 'empty'}>
      <td class="number">${layer === undefined ? number : filesButton(layer, number, isOpen)}</td>
      <td class="command">
        ${command(step)}
        ${isOfBase ? html`<span class="base">${l10n.t('from {0}', base.name)}</span>` : nothing}
      </td>
      <td class="number">${step.size > 0 ? byteSize(step.size) : '–'}</td>
      <td class="number">${byteSize(step.total)}</td>
      <td class="bars">
        <svg class="bar" aria-hidden="true">
          <rect
            class="below"
            x="0"
            y="40%"
            width=${percent(step.total - step.size, size)}
            height="20%"
          ></rect>
          <rect
            class="color-${color}"
            x=${percent(step.total - step.size, size)}
            y="10%"
            width=${percent(step.size, size)}
            height="80%"
          ></rect>
        </svg>
      </td>
      <td>${shared(step)}</td>
    </tr>
    ${
      isOpen
        ? html`<tr class="files">
            <td></td>
            <td colspan="5">${files.content(layer, size)}</td>
          </tr>`
        : nothing
    }`;
}

function filesButton(layer: string, number: number, isOpen: boolean): TemplateResult {
  return html`<button
    class="look"
    aria-expanded=${isOpen}
    aria-label=${l10n.t('Files of step {0}', number)}
    title=${l10n.t('Show What It Does to Files')}
    @click=${() => files.toggle(layer)}
  >
    <span class="codicon codicon-chevron-${isOpen ? 'down' : 'right'}"></span>${number}
  </button>`;
}

function command({ command: text }: PictureStep): TemplateResult {
  const copy = html`<button
    class="copy codicon codicon-copy"
    title=${l10n.t('Copy the Command')}
    aria-label=${l10n.t('Copy the Command')}
    @click=${() => host.post({ type: 'copy', text })}
  ></button>`;
  return text.length <= longest
    ? html`<code>${text}</code>${copy}`
    : html`<details>
          <summary><code>${text.slice(0, longest)}…</code></summary>
          <code class="whole-command">${text}</code>
        </details>
        ${copy}`;
}

function shared({ sharedWith, size }: PictureStep): TemplateResult | typeof nothing {
  const [first, ...others] = sharedWith;
  if (first === undefined || size === 0) {
    return nothing;
  }
  return others.length === 0
    ? html`${first}`
    : html`<details>
        <summary>${l10n.t('{0} and {1} more', first, others.length)}</summary>
        ${others.map((name) => html`<div>${name}</div>`)}
      </details>`;
}

function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : ((100 * part) / whole).toFixed(3)}%`;
}

host.listen((message) => {
  switch (message.type) {
    case 'picture':
      ({ picture, isShareKnown } = message);
      problem = undefined;
      break;
    case 'problem':
      problem = message.text;
      break;
    default:
      files.receive(message);
  }
  show();
});
show();
