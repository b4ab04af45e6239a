import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { EngineError } from '../../../src/engine/engineError';
import {
  indexArchive,
  usualLimits,
  type ArchiveIndex,
} from '../../../src/engine/files/archiveIndex';

suite('An index of an archive', () => {
  test('lists every folder in it, also by links, and says what links lead to', async () => {
    const index = await indexOf({
      'root/': '',
      'root/usr/': '',
      'root/usr/bin/': '',
      'root/usr/bin/tool': 'x',
      'root/usr/bin/alias': '-> tool',
      'root/usr/bin/lost': '-> nowhere',
      'root/usr/bin/circle': '-> /usr/bin/circle',
      'root/bin': '-> usr/bin',
      'root/deep': '-> /bin/../bin',
    });
    assert.deepEqual(targets(index, '/'), { usr: 'folder', bin: 'folder', deep: 'folder' });
    const inBin = { tool: 'file', alias: 'file', lost: undefined, circle: undefined };
    assert.deepEqual(targets(index, '/usr/bin'), inBin);
    assert.deepEqual(targets(index, '/bin'), inBin);
    assert.deepEqual(targets(index, '/deep'), inBin);
    assert.equal(index.list('/usr/bin/tool'), undefined);
    assert.equal(index.list('/elsewhere'), undefined);
  });

  test('is given up when there is too much to read', async () => {
    const files = { 'root/': '', 'root/a': 'x'.repeat(100), 'root/b': '' };
    for (const limits of [
      { bytes: 99, entries: 10 },
      { bytes: 1000, entries: 2 },
    ]) {
      await assert.rejects(indexOf(files, limits), /"\/" in the container "dev" holds too much/);
    }
  });

  test('is refused for a file', async () => {
    await assert.rejects(
      indexOf({ file: 'x' }),
      (error) => error instanceof EngineError && error.kind === 'notAFolder',
    );
  });
});

/** What each entry is in the end: of a link, what it leads to. */
function targets(index: ArchiveIndex, folder: string): Record<string, string | undefined> {
  return Object.fromEntries(
    (index.list(folder) ?? []).map(({ name, type, targetType }) => [
      name,
      type === 'link' ? targetType : type,
    ]),
  );
}

/** An index of `/`: names with a slash are folders, contents with an arrow are links. */
function indexOf(
  files: Readonly<Record<string, string>>,
  limits = usualLimits,
): Promise<ArchiveIndex> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    const linkname = content.startsWith('-> ') ? content.slice(3) : undefined;
    if (linkname !== undefined) {
      archive.entry({ name, type: 'symlink', linkname });
    } else if (name.endsWith('/')) {
      archive.entry({ name, type: 'directory' });
    } else {
      archive.entry({ name }, content);
    }
  }
  archive.finalize();
  return indexArchive(Readable.from(archive, { objectMode: false }), 'dev', '/', limits);
}
