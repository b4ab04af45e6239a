import * as vscode from 'vscode';
import { CancelledError, errorMessage } from '../../base/errors';
import type { LayersContract, LayersState } from '../../contracts/layersContract';
import { imageLabel } from '../../domain/imageList';
import { imagePicture, withShared, type OtherImage } from '../../domain/imagePicture';
import { EngineError } from '../../engine/engineError';
import { connectedSnapshot } from '../connectedSnapshot';
import type { ShownEngine } from '../engine/engines';

/** So many images are asked about at a time. */
const atATime = 8;

/** The host's half of an image's layers: reads them once, then which other images have them. */
export class LayersHost {
  private readonly closed = new AbortController();

  constructor(
    private readonly view: { post(message: LayersContract['toView']): void },
    private readonly state: LayersState,
    private readonly engine: ShownEngine,
  ) {}

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
    await vscode.env.clipboard.writeText(message.text);
  }

  dispose(): void {
    this.closed.abort();
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
