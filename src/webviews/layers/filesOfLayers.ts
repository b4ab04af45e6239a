import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LayerFolder, LayersContract } from '../../contracts/layersContract';
import { byteSize } from '../../domain/byteSize';
import type { LayerRow, LayerSummary } from '../../domain/layerFiles';
import type { Host } from '../connectToHost';

/** What layers do to files, below the steps that made them: folder by folder, as somebody opens them. */
export class FilesOfLayers {
  private readonly open = new Set<string>();
  private readonly folders = new Map<string, LayerFolder>();
  private bytes = 0;
  private problem: string | undefined;

  constructor(
    private readonly host: Pick<Host<LayersContract>, 'post'>,
    private readonly show: () => void,
  ) {}

  isOpen(layer: string): boolean {
    return this.open.has(layer);
  }

  toggle(layer: string): void {
    if (!this.open.delete(layer)) {
      this.open.add(layer);
      this.problem = undefined;
      this.look(layer, '');
    }
    this.show();
  }

  /** Takes what the host tells of files. */
  receive(message: LayersContract['toView']): void {
    switch (message.type) {
      case 'reading':
        this.bytes = message.bytes;
        break;
      case 'folder':
        this.folders.set(keyOf(message.folder.layer, message.folder.path), message.folder);
        break;
      case 'noFiles':
        this.problem = message.text;
        this.bytes = 0;
        if (message.text === '') {
          this.open.clear();
        }
        break;
      default:
        break;
    }
  }

  /** What stands below a step. */
  content(layer: string, imageSize: number): TemplateResult {
    const folder = this.folders.get(keyOf(layer, ''));
    if (folder) {
      return html`<p class="note">${summaryText(folder.summary)}</p>
        ${this.rows(folder)}`;
    }
    return this.problem === undefined
      ? this.reading(imageSize)
      : html`<p role="alert">${this.problem}</p>`;
  }

  private reading(imageSize: number): TemplateResult {
    const { bytes } = this;
    const text =
      bytes === 0
        ? l10n.t('The engine packs the image…')
        : l10n.t('Reading the image: {0} of about {1}', byteSize(bytes), byteSize(imageSize));
    return html`<p class="reading" role="status">
      <progress
        max=${imageSize}
        value=${bytes === 0 ? nothing : Math.min(bytes, imageSize)}
      ></progress>
      ${text}
      <button @click=${() => this.host.post({ type: 'cancelReading' })}>${l10n.t('Cancel')}</button>
    </p>`;
  }

  private rows({ layer, rows, more }: LayerFolder): TemplateResult {
    return html`<ul class="rows">
      ${rows.map(
        (row) =>
          html`<li>
            ${row.files === undefined ? this.file(layer, row) : this.folder(layer, row)}
          </li>`,
      )}
      ${more > 0 ? html`<li class="more">${l10n.t('{0} more, all of them smaller', more)}</li>` : nothing}
    </ul>`;
  }

  private folder(layer: string, row: LayerRow): TemplateResult {
    const below = this.folders.get(keyOf(layer, row.path));
    const look = (event: Event): void => {
      const { target } = event;
      if (target instanceof HTMLDetailsElement && target.open && !below) {
        this.look(layer, row.path);
      }
    };
    return html`<details @toggle=${look}>
      <summary class=${row.change ?? ''}>
        <span class="name">${row.name}/</span>
        <span class="count">${fileCount(row.files ?? 0)}</span>${sizeAndChange(row)}
      </summary>
      ${below ? this.rows(below) : nothing}
    </details>`;
  }

  private file(layer: string, row: LayerRow): TemplateResult {
    const open = (): void => this.host.post({ type: 'openFile', layer, path: row.path });
    const name =
      row.change === 'removed' || row.size === 0
        ? html`<span class="name">${row.name}</span>`
        : html`<button class="name" title=${l10n.t('Open the File')} @click=${open}>
            ${row.name}
          </button>`;
    return html`<div class="file ${row.change ?? ''}">${name}${sizeAndChange(row)}</div>`;
  }

  private look(layer: string, path: string): void {
    if (!this.folders.has(keyOf(layer, path))) {
      this.host.post({ type: 'look', layer, path });
    }
  }
}

function keyOf(layer: string, path: string): string {
  return `${layer}\n${path}`;
}

function sizeAndChange({ size, change }: LayerRow): TemplateResult {
  const words = {
    added: '',
    changed: l10n.t('changed'),
    removed: l10n.t('removed'),
  };
  return html`<span class="change">${change === undefined ? '' : words[change]}</span>
    <span class="size">${byteSize(size)}</span>`;
}

function fileCount(count: number): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);
}

function summaryText({ added, changed, removed }: LayerSummary): string {
  const parts = [
    added > 0 ? l10n.t('{0} added', added) : '',
    changed > 0 ? l10n.t('{0} changed', changed) : '',
    removed > 0 ? l10n.t('{0} removed, whose bytes stay in the layers below', removed) : '',
  ].filter((part) => part !== '');
  return parts.length === 0
    ? l10n.t('It changes no files.')
    : l10n.t('Files: {0}', parts.join(' · '));
}
