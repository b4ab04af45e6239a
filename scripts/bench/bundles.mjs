import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/root.mjs';

/** The size of the two programs. */
export function benchBundles() {
  const sizes = ['extension.js', 'debugAdapter.js'].map(
    (name) => statSync(path.join(root, 'dist', name)).size / 1024 / 1024,
  );
  const value = `${(sizes[0] + sizes[1]).toFixed(2)} MB`;
  return [{ work: 'extension.js + debugAdapter.js', value, limit: '<= 2.5 MB' }];
}
