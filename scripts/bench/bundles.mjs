import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/root.mjs';

/** The size of the two programs, one of which has two parts that are loaded later. */
export function benchBundles() {
  const parts = ['chunk.js', 'session.js'].map((name) => `debugAdapter/${name}`);
  const bytes = ['extension.js', 'debugAdapter.js', ...parts]
    .map((name) => statSync(path.join(root, 'dist', name)).size)
    .reduce((sum, size) => sum + size);
  const value = `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  return [{ work: 'the extension and the debug adapter', value, limit: '<= 2.5 MB' }];
}
