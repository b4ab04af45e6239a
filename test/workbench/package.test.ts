import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './support/root';
import { zipEntries } from './support/zipEntries';

const mebibyte = 1024 * 1024;

suite('The packaged extension', () => {
  const vsix = path.join(root, 'dist/drydock.vsix');

  test('holds the two programs, the pages and what a person reads, and nothing else', () => {
    const names = zipEntries(readFileSync(vsix)).map((name) => name.replace(/^extension\//, ''));
    assert.deepEqual(names.sort(), [
      'LICENSE.txt',
      '[Content_Types].xml',
      'changelog.md',
      'dist/debugAdapter.js',
      'dist/debugAdapter/chunk.js',
      'dist/debugAdapter/session.js',
      'dist/extension.js',
      'dist/webviews/buildTimes.css',
      'dist/webviews/buildTimes.js',
      'dist/webviews/cmakeCache.css',
      'dist/webviews/cmakeCache.js',
      'dist/webviews/codicon.ttf',
      'dist/webviews/codicons.css',
      'dist/webviews/containerEditor.css',
      'dist/webviews/containerEditor.js',
      'dist/webviews/diskUsage.css',
      'dist/webviews/diskUsage.js',
      'dist/webviews/layers.css',
      'dist/webviews/layers.js',
      'dist/webviews/log.css',
      'dist/webviews/log.js',
      'dist/webviews/networkMap.css',
      'dist/webviews/networkMap.js',
      'dist/webviews/statistics.css',
      'dist/webviews/statistics.js',
      'extension.vsixmanifest',
      'media/drydock.svg',
      'media/icon.png',
      'package.json',
      'readme.md',
      'syntaxes/container-log.tmLanguage.json',
      'syntaxes/drydock-build.tmLanguage.json',
    ]);
  });

  test('is small', () => {
    const sizeOf = (file: string): number => statSync(path.join(root, 'dist', file)).size;
    const programs = ['extension.js', 'debugAdapter.js'];
    const later = ['debugAdapter/chunk.js', 'debugAdapter/session.js'];
    const bundles = [...programs, ...later].map(sizeOf).reduce((sum, size) => sum + size);
    assert.ok(sizeOf('drydock.vsix') <= 3 * mebibyte, `${sizeOf('drydock.vsix')} bytes of VSIX`);
    assert.ok(bundles <= 2.5 * mebibyte, `${bundles} bytes of programs`);
  });
});
