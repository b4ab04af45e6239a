// Makes dist/drydock.vsix out of a fresh build:
//   node scripts/package.mjs
import { createVSIX } from '@vscode/vsce';
import { statSync } from 'node:fs';
import { build, vsixFile } from './lib/prepare.mjs';
import { root } from './lib/root.mjs';
import { main, say } from './lib/say.mjs';

await main(async () => {
  await build();
  await createVSIX({
    cwd: root,
    packagePath: vsixFile,
    dependencies: false, // the bundles hold them
    // The manifest names no repository yet, from which the README's pictures could be shown.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  say(`${vsixFile} (${Math.round(statSync(vsixFile).size / 1024)} KiB)`);
});
