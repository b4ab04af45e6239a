import type { Readable } from 'node:stream';
import { handOn } from './chunksOf';
import { EngineError } from './engineError';

const headerLength = 8;
/** Engines send frames of some ten kilobytes; a length beyond this means that we read garbage. */
const maximumFrameLength = 256 * 1024 * 1024;

/** Takes a piece of output; a promise holds the source back until it settles. */
export type Sink = (data: Buffer) => Promise<void> | undefined;

/** Where the frames of a multiplexed stream go. */
export interface Sinks {
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/**
 * Takes apart the engine's multiplexed stream of stdout and stderr. A frame is passed on as it
 * arrives; a slow reader holds the source back. Resolves at the end of the source; rejects when the source breaks or is no such stream.
 */
export async function demultiplex(source: Readable, sinks: Sinks): Promise<void> {
  const reader = new FrameReader();
  await handOn(source, (chunk) => {
    const held: Promise<void>[] = [];
    try {
      reader.take(chunk, (channel, data) => {
        const holding = (channel < 2 ? sinks.stdout : sinks.stderr)(data);
        held.push(...(holding ? [holding] : []));
      });
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      source.destroy(error);
    }
    return held.length > 0 ? Promise.all(held) : undefined;
  });
  if (reader.isInMidFrame) {
    throw new EngineError(
      'connectionLost',
      'The connection to the container engine was lost in the middle of the output.',
    );
  }
}

/** Cuts chunks, which begin and end anywhere, into pieces of frames. */
class FrameReader {
  private readonly header = Buffer.alloc(headerLength);
  private headerBytes = 0;
  private frame: Frame | undefined;

  get isInMidFrame(): boolean {
    return this.frame !== undefined || this.headerBytes > 0;
  }

  take(chunk: Buffer, onPiece: (channel: number, data: Buffer) => void): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.frame) {
        const data = chunk.subarray(offset, offset + this.frame.remaining);
        const { channel } = this.frame;
        offset += data.length;
        this.frame.remaining -= data.length;
        this.frame = this.frame.remaining > 0 ? this.frame : undefined;
        onPiece(channel, data);
      } else {
        offset += this.takeHeader(chunk, offset);
      }
    }
  }

  private takeHeader(chunk: Buffer, offset: number): number {
    const copied = chunk.copy(this.header, this.headerBytes, offset);
    this.headerBytes += copied;
    if (this.headerBytes === headerLength) {
      this.headerBytes = 0;
      const frame = frameOf(this.header);
      this.frame = frame.remaining > 0 ? frame : undefined;
    }
    return copied;
  }
}

interface Frame {
  readonly channel: number;
  remaining: number;
}

/** One byte of channel (0 stdin, 1 stdout, 2 stderr, 3 the engine's own errors), three zeros, a length. */
function frameOf(header: Buffer): Frame {
  const channel = header.readUInt8(0);
  const length = header.readUInt32BE(4);
  if (channel > 3 || header.readUIntBE(1, 3) !== 0 || length > maximumFrameLength) {
    throw new EngineError(
      'failed',
      `The container engine sent output that cannot be read: a frame that begins with ${header.toString('hex')}.`,
    );
  }
  return { channel, remaining: length };
}

/** Passes a plain stream on, as it is with a tty. */
export async function copy(source: Readable, sink: Sink): Promise<void> {
  await handOn(source, sink);
}
