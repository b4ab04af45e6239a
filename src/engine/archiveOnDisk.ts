import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CancelledError, errorMessage, UserError } from '../base/errors';
import { transportError } from './transportError';

/** Where an archive comes from, for messages. */
interface ArchiveSource {
  readonly endpoint: string;
}

/**
 * Writes an archive of the engine's to a file of the host, in constant memory. The file has its name
 * only when it is complete; what was there before stays until then.
 */
export async function writeArchiveFile(
  engine: ArchiveSource,
  archive: Readable,
  hostPath: string,
  report: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = `${hostPath}.${randomUUID().slice(0, 8)}.part`;
  try {
    await pipeline(archive, counting(report), createWriteStream(unfinished), {
      ...(signal ? { signal } : {}),
    });
    await rename(unfinished, hostPath);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (signal?.aborted === true) {
      throw new CancelledError();
    }
    if (!isFileError(error)) {
      throw transportError(error, { url: engine.endpoint });
    }
    throw new UserError(
      `"${hostPath}" cannot be written: ${errorMessage(error)}. Choose another file.`,
      [],
      { cause: error },
    );
  }
}

/** Reads a file of the host as it is sent to an engine. */
export function readArchiveFile(hostPath: string, report: (bytes: number) => void): Readable {
  const file = createReadStream(hostPath);
  const counted = counting(report);
  // Whoever reads it gets the error of either.
  file.on('error', (error) =>
    counted.destroy(
      new UserError(
        `"${hostPath}" cannot be read: ${errorMessage(error)}. Choose another file.`,
        [],
        { cause: error },
      ),
    ),
  );
  counted.on('close', () => file.destroy());
  return file.pipe(counted);
}

function counting(report: (bytes: number) => void): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      report(bytes);
      done(null, chunk);
    },
  });
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
