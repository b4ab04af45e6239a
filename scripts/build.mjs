// Bundles the two programs, dist/extension.js (loaded by VS Code) and dist/debugAdapter.js (plain Node; with
// the part of it that is loaded later in dist/debugAdapter/), and the pages of the webviews, dist/webviews/NAME.js and NAME.css (browser).
//   node scripts/build.mjs [--development] [--watch]
import { context, transform } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { floorOf, forbiddenImports } from './lib/floors.mjs';
import { trimmedPackages } from './lib/trimmedPackages.mjs';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');

/** Fails the build on an import that goes up the house, whoever wrote it. */
const houseRules = {
  name: 'house-rules',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
      const floor = floorOf(importer);
      const broken =
        floor && forbiddenImports(floor).find(({ regex }) => new RegExp(regex).test(path));
      return broken ? { errors: [{ text: broken.message }] } : undefined;
    });
  },
};

const bundle = {
  bundle: true,
  minify: !development,
  sourcemap: development ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'warning',
};

const program = {
  ...bundle,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  keepNames: true,
  // Its CommonJS build asks for its own files in a way that no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  plugins: [houseRules, trimmedPackages],
};

const adapter = {
  entryPoints: [{ in: 'src/adapter/main.ts', out: 'debugAdapter' }],
  outdir: 'dist',
};

/**
 * With a file of its own for what `import()` loads. esbuild makes these of ES modules only, which Node
 * takes longer to load; so they are made CommonJS modules afterwards.
 */
function inParts(options) {
  const toCommonJs = {
    name: 'to-commonjs',
    setup(build) {
      build.onEnd(async ({ outputFiles = [] }) => {
        for (const { path: file, text } of outputFiles) {
          const { code } = await transform(text, {
            format: 'cjs',
            platform: 'node',
            minify: true,
            supported: { 'dynamic-import': false },
          });
          mkdirSync(path.dirname(file), { recursive: true });
          writeFileSync(file, code);
        }
      });
    },
  };
  return {
    ...options,
    format: 'esm',
    splitting: true,
    chunkNames: 'debugAdapter/[name]',
    write: false,
    plugins: [...program.plugins, toCommonJs],
  };
}

const pages = readdirSync('src/webviews')
  .map((name) => ({ in: `src/webviews/${name}/main.ts`, out: name }))
  .filter((page) => existsSync(page.in));

const builds = await Promise.all([
  context({
    ...program,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
  }),
  // Without externals: an import of `vscode` on the adapter's side fails the build.
  context({ ...program, ...(development ? adapter : inParts(adapter)) }),
  context({
    ...bundle,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    entryPoints: [...pages, { in: '@vscode/codicons/dist/codicon.css', out: 'codicons' }],
    outdir: 'dist/webviews',
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
    plugins: [houseRules],
  }),
]);
if (watch) {
  await Promise.all(builds.map((build) => build.watch()));
} else {
  try {
    await Promise.all(builds.map((build) => build.rebuild()));
  } catch {
    process.exitCode = 1; // esbuild has printed why
  }
  await Promise.all(builds.map((build) => build.dispose()));
}
