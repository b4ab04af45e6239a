import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { openBuildContext } from '../../../src/engine/buildContext';

suite('A build context', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-context-'));
    await write('Dockerfile', 'FROM scratch');
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('leaves out what .dockerignore names, in whatever depth', async () => {
    await write('.dockerignore', '# made by hand\nbuild\n**/*.o\n/docs/*.md\n');
    await write('build/deep/a.txt', 'x');
    await write('src/a.o', 'x');
    await write('src/a.cpp', 'x');
    await write('docs/a.md', 'x');
    await write('docs/a.txt', 'x');
    assert.deepEqual(await namesOf(), [
      '.dockerignore',
      'Dockerfile',
      'docs',
      'docs/a.txt',
      'src',
      'src/a.cpp',
    ]);
  });

  test('lets in again what an exception names', async () => {
    await write('.dockerignore', 'build\n!build/keep.txt\n');
    await write('build/a.txt', 'x');
    await write('build/keep.txt', 'x');
    assert.deepEqual(await namesOf(), ['.dockerignore', 'Dockerfile', 'build/keep.txt']);
  });

  test('always has the Dockerfile and .dockerignore', async () => {
    await write('.dockerignore', '*\n');
    await write('docker/dev.Dockerfile', 'FROM scratch');
    assert.deepEqual(await namesOf('docker/dev.Dockerfile'), [
      '.dockerignore',
      'docker/dev.Dockerfile',
    ]);
  });

  test('is not sent when .dockerignore is there but cannot be read', async () => {
    await mkdir(join(folder, '.dockerignore'));
    await assert.rejects(namesOf(), /"[^"]*\.dockerignore" cannot be read .* nothing was sent/);
  });

  test('tells upper case from lower case', async () => {
    await write('.dockerignore', 'BUILD\n');
    await write('build/a.txt', 'x');
    assert.ok((await namesOf()).includes('build/a.txt'));
  });

  test('keeps mode bits, links, empty files and large ones', async () => {
    await write('run.sh', '#!/bin/sh\n');
    await chmod(join(folder, 'run.sh'), 0o750);
    await write('empty', '');
    await write('large', 'x'.repeat(1_000_000));
    await symlink('run.sh', join(folder, 'link'));
    const entries = await entriesOf();
    assert.equal(entries.get('run.sh')?.mode, 0o750);
    assert.equal(entries.get('empty')?.size, 0);
    assert.equal(entries.get('large')?.size, 1_000_000);
    assert.equal(entries.get('link')?.type, 'symlink');
    assert.equal(entries.get('link')?.linkname, 'run.sh');
  });

  test('names a Dockerfile that is not there', async () => {
    await assert.rejects(openBuildContext(folder, 'Nowhere'), /no Dockerfile at ".*Nowhere"/);
  });

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }

  async function namesOf(dockerfile?: string): Promise<string[]> {
    return [...(await entriesOf(dockerfile)).keys()];
  }

  async function entriesOf(dockerfile = 'Dockerfile'): Promise<Map<string, Header>> {
    const entries = new Map<string, Header>();
    const reader = extract();
    reader.on('entry', (header, stream, next) => {
      entries.set(header.name.replace(/\/$/, ''), header);
      stream.on('end', () => next());
      stream.resume();
    });
    await pipeline(await openBuildContext(folder, dockerfile), reader);
    return entries;
  }
});
