import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CancelledError, errorMessage, UserError } from '../base/errors';
import { transportError } from './transportError';

/** Told with the bytes that have gone by, from the beginning on. */
export type ReportBytes = (bytes: number) => void;

/** Where an archive comes from, for messages. */
interface ArchiveSource {
  readonly endpoint: string;
}

/**
 * Writes what an engine sends, such as saved images or an exported container, to a file. The file is
 * there only when all of it is: until then it has another name, and a failure removes it.
 */
export async function writeArchiveFile(
  engine: ArchiveSource,
  archive: Readable,
  hostPath: string,
  report: ReportBytes,
  signal?: AbortSignal,
): Promise<void> {
  const partial = `${hostPath}.${randomUUID().slice(0, 8)}.part`;
  const target = createWriteStream(partial);
  // The one that fails takes the other with it, by the same error.
  let failed: unknown;
  archive.once('error', () => (failed ??= archive));
  target.once('error', () => (failed ??= target));
  try {
    await pipeline(archive, counted(report), target, { signal });
    await rename(partial, hostPath);
  } catch (error) {
    archive.destroy();
    await rm(partial, { force: true });
    const isLost = failed === archive || isCode(error, 'ERR_STREAM_PREMATURE_CLOSE');
    throw isLost && signal?.aborted !== true
      ? transportError(error, { url: engine.endpoint })
      : fileError(error, hostPath, signal);
  }
}

/** Opens a file for the engine to read, such as for `loadImages`; it ends with an error when it cannot be read. */
export async function openArchiveFile(
  hostPath: string,
  report: ReportBytes,
): Promise<{ readonly archive: Readable; readonly size: number }> {
  try {
    const { size } = await stat(hostPath);
    if (size === 0) {
      // Docker would make an image of nothing from it.
      throw new UserError(`The file "${hostPath}" is empty and not a tar archive.`);
    }
    const archive = counted(report);
    const file = createReadStream(hostPath);
    // Whoever takes the archive hears of an error of the file there.
    file.on('error', (error) => archive.destroy(fileError(error, hostPath)));
    archive.on('close', () => file.destroy());
    file.pipe(archive);
    return { archive, size };
  } catch (error) {
    throw fileError(error, hostPath);
  }
}

/** Passes bytes on and tells how many there were. */
export function counted(report: ReportBytes): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      report(bytes);
      done(null, chunk);
    },
  });
}

/** Says of a file of the host why it cannot be used. */
export function fileError(error: unknown, hostPath: string, signal?: AbortSignal): Error {
  if (signal?.aborted) {
    return new CancelledError();
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    const reason = isCode(error, 'ENOSPC') ? 'the disk is full' : errorMessage(error);
    return new UserError(`"${hostPath}" cannot be used: ${reason}.`, [], { cause: error });
  }
  return error instanceof Error ? error : new Error(errorMessage(error));
}

/** Whether the operating system refused for this reason, such as `EEXIST`. */
function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
