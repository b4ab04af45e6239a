import * as vscode from 'vscode';
import { CancelledError, errorMessage, UserError } from '../../base/errors';
import type { LayersContract, LayersState } from '../../contracts/layersContract';
import { byteSize } from '../../domain/byteSize';
import { imageLabel } from '../../domain/imageList';
import { imagePicture, withShared, type OtherImage } from '../../domain/imagePicture';
import { layerRows, layerSummary } from '../../domain/layerFiles';
import { EngineError } from '../../engine/engineError';
import { readLayerFile } from '../../engine/imageLayers';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ShownEngine } from '../engine/engines';
import type { InspectDocuments } from '../inspectDocuments';
import { isCancellation } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { fractionReporter, withCancellableProgress } from '../progress';
import { LayerReader } from './layerReader';

/** So many rows of a folder are shown. */
const mostRows = 200;
/** Bytes after which it is told how many there were. */
const toldEach = 4 * 1024 ** 2;
/** So many images are asked about at a time. */
const atATime = 8;

/** The host's half of an image's layers: reads them once, then which other images have them. */
export class LayersHost {
  private readonly closed = new AbortController();
  private readonly reader: LayerReader;
  private toldBytes = 0;

  constructor(
    private readonly view: { post(message: LayersContract['toView']): void },
    private readonly state: LayersState,
    private readonly engine: ShownEngine,
    private readonly documents: InspectDocuments,
    private readonly dockerCommands: DockerCommandLog,
  ) {
    this.reader = new LayerReader(engine.engine, state.image, (bytes) => this.tellBytes(bytes));
  }

  async ready(): Promise<void> {
    try {
      await this.read(this.closed.signal);
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        this.view.post({ type: 'problem', text: errorMessage(error) });
      }
    }
  }

  async receive(message: LayersContract['toHost']): Promise<void> {
    switch (message.type) {
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        break;
      case 'look':
        await this.look(message.layer, message.path);
        break;
      case 'cancelReading':
        this.reader.cancel();
        break;
      case 'openFile':
        await this.openFile(message.layer, message.path);
        break;
    }
  }

  dispose(): void {
    this.closed.abort();
    this.reader.cancel();
  }

  private async look(layer: string, path: string): Promise<void> {
    try {
      if (!this.reader.isReading) {
        this.dockerCommands.add(this.engine.docker('save', this.state.name));
      }
      const files = (await this.reader.layers()).get(layer)?.files ?? [];
      const rows = layerRows(files, path);
      this.view.post({
        type: 'folder',
        folder: {
          layer,
          path,
          summary: layerSummary(files),
          rows: rows.slice(0, mostRows),
          more: Math.max(0, rows.length - mostRows),
        },
      });
    } catch (error) {
      const text = isCancellation(error) ? '' : errorMessage(error);
      this.view.post({ type: 'noFiles', text });
    }
  }

  private async openFile(layer: string, path: string): Promise<void> {
    const { engine, state } = this;
    const archive = (await this.reader.layers()).get(layer)?.archive;
    if (archive === undefined) {
      return;
    }
    const title = vscode.l10n.t('Reading "{0}" of the image "{1}"', path, state.name);
    const content = await withCancellableProgress(title, async (progress, signal) => {
      const report = fractionReporter(progress);
      return readLayerFile(
        engine.engine,
        state.image,
        { archive, path },
        (bytes) => report(0, byteSize(bytes)),
        signal,
      );
    });
    if (content === undefined) {
      throw new UserError(
        vscode.l10n.t('"{0}" is no file with a content of its own, or too large to show.', path),
      );
    }
    if (content.subarray(0, 8000).includes(0)) {
      throw new UserError(
        vscode.l10n.t(
          '"{0}" is not text ({1}), so it is not shown.',
          path,
          byteSize(content.length),
        ),
      );
    }
    const kind = `layer/${layer.replace(/^sha256:/, '').slice(0, 12)}`;
    await this.documents.showFile(kind, path, content.toString('utf8'));
  }

  /** Many pieces come in a second, and the page shows what a person can read. */
  private tellBytes(bytes: number): void {
    if (bytes - this.toldBytes >= toldEach || bytes < this.toldBytes) {
      this.toldBytes = bytes;
      this.view.post({ type: 'reading', bytes });
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    const { engine, store } = this.engine;
    const { image } = this.state;
    const [details, history] = await Promise.all([
      engine.inspectImage(image, signal),
      engine.imageHistory(image, signal),
    ]);
    const picture = imagePicture(details, history);
    this.view.post({ type: 'picture', picture, isShareKnown: false });
    const { images } = await connectedSnapshot(store, signal);
    const ids = images.filter(({ id }) => id !== details.id);
    const others: OtherImage[] = [];
    for (let at = 0; at < ids.length; at += atATime) {
      const some = await Promise.all(
        ids.slice(at, at + atATime).map(async (other) => ({
          name: imageLabel(other),
          layers: await this.layersOf(other.id, signal),
        })),
      );
      others.push(...some);
    }
    this.view.post({
      type: 'picture',
      picture: withShared(picture, details.layers, others),
      isShareKnown: true,
    });
  }

  /** One that has gone meanwhile shares nothing. */
  private async layersOf(id: string, signal: AbortSignal): Promise<readonly string[]> {
    try {
      return (await this.engine.engine.inspectImage(id, signal)).layers;
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'imageMissing') {
        return [];
      }
      throw error;
    }
  }
}
