import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** A tar archive of files with these contents. */
export function tarOfFiles(files: Readonly<Record<string, string | Buffer>>): Readable {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    archive.entry({ name, mode: 0o640, uid: 1234, gid: 4321 }, content);
  }
  archive.finalize();
  return Readable.from(archive, { objectMode: false });
}

/** The names in a tar archive, in order, without a slash at the end. */
export async function namesInTar(archive: Readable): Promise<readonly string[]> {
  return Object.keys(await readTar(archive));
}

/** The contents of a tar archive by name. */
export async function readTar(archive: Readable): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  const reader = extract();
  reader.on('entry', ({ name }, content, next) => {
    text(content).then((all) => {
      files[name.replace(/\/$/, '')] = all;
      next();
    }, next);
  });
  await pipeline(archive, reader);
  return files;
}
