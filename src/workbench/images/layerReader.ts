import { layerFiles, type LayerFile } from '../../domain/layerFiles';
import type { ReportBytes } from '../../engine/archiveFile';
import type { ContainerEngine } from '../../engine/containerEngine';
import { readImageLayers } from '../../engine/imageLayers';

/** A layer of an image: where it is kept, and what it does. */
export interface ReadLayer {
  readonly archive: string;
  readonly files: readonly LayerFile[];
}

/** Reads what the layers of an image do, once, for as long as somebody has it open. */
export class LayerReader {
  private reading: Promise<ReadonlyMap<string, ReadLayer>> | undefined;
  private abort = new AbortController();

  constructor(
    private readonly engine: ContainerEngine,
    private readonly image: string,
    private readonly report: ReportBytes,
  ) {}

  /** The layers by their digests. What failed is tried again by the next who asks. */
  layers(): Promise<ReadonlyMap<string, ReadLayer>> {
    if (!this.reading) {
      this.abort = new AbortController();
      const reading = this.read(this.abort.signal);
      this.reading = reading;
      reading.catch(() => {
        this.reading = undefined;
      });
    }
    return this.reading;
  }

  /** Whether the layers are known or being read. */
  get isReading(): boolean {
    return this.reading !== undefined;
  }

  cancel(): void {
    this.abort.abort();
  }

  private async read(signal: AbortSignal): Promise<ReadonlyMap<string, ReadLayer>> {
    const { layers: digests } = await this.engine.inspectImage(this.image, signal);
    const saved = await readImageLayers(this.engine, this.image, this.report, signal);
    const files = layerFiles(saved.map(({ entries }) => entries));
    return new Map(
      digests.map((digest, index) => [
        digest,
        { archive: saved[index]?.archive ?? '', files: files[index] ?? [] },
      ]),
    );
  }
}
