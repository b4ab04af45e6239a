// Records what the real compilers, linkers and test programs print about the sources in
// test/unit/fixtures/diagnostics/corpus, in containers of Debian 11, 12 and 13:
//   node scripts/recordDiagnostics.mjs [--only bullseye,bookworm,trixie,cuda,cuda-trixie]
// Then DRYDOCK_UPDATE_GOLDEN=1 writes what the parser makes of it, for a person to read:
//   DRYDOCK_UPDATE_GOLDEN=1 npx mocha test/unit/domain/diagnostics/corpus.test.ts
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureEngine } from './lib/ensureEngine.mjs';
import { mustRun } from './lib/processes.mjs';
import { root } from './lib/root.mjs';
import { main, say } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';

const corpus = path.join(root, 'test/unit/fixtures/diagnostics/corpus');

const common = 'clang clang-tidy lld llvm meson libgtest-dev doctest-dev catch2';

/** What is installed on top of a test image, and which part of `record.sh` is run there. */
const places = {
  bullseye: { from: 'drydock-test/bullseye', packages: common, part: 'compilers' },
  bookworm: { from: 'drydock-test/bookworm', packages: `${common} mold`, part: 'compilers' },
  trixie: {
    from: 'drydock-test/trixie',
    packages: `${common} mold binutils-gold`,
    part: 'compilers',
  },
  // Debian's own toolkits, downloads of 1.6 GB and 1.9 GB, so they are recorded only when asked for.
  cuda: { release: 'bookworm', part: 'cuda' },
  'cuda-trixie': { release: 'trixie', part: 'cuda' },
};

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: 'bullseye,bookworm,trixie' } },
});

await main(async () => {
  const { client } = await ensureEngine();
  await ensureTestImages(client);
  for (const name of options.only.split(',')) {
    say(`recording in ${name}`);
    await record(name, places[name]);
  }
});

async function record(name, { packages, release, part }) {
  const image = packages ? await withPackages(name) : await cudaImage(name, release);
  const output = path.join(corpus, 'recorded', name);
  const container = `drydock-diagnostics-${process.pid}`;
  // Without its filter of system calls, setarch may switch the randomisation of addresses off.
  const options = ['--label', 'drydock.test=diagnostics', '--security-opt', 'seccomp=unconfined'];
  await mustRun('docker', [
    'run',
    '-d',
    '--init',
    '--name',
    container,
    ...options,
    image,
    'sleep',
    'infinity',
  ]);
  try {
    await mustRun('docker', ['exec', container, 'mkdir', '/recorded']);
    await mustRun('docker', ['cp', path.join(corpus, 'sources'), `${container}:/workspace`]);
    await mustRun('docker', ['cp', path.join(corpus, 'record.sh'), `${container}:/record.sh`]);
    await mustRun('docker', ['exec', container, 'sh', '/record.sh', part]);
    rmSync(output, { recursive: true, force: true });
    mkdirSync(path.dirname(output), { recursive: true });
    await mustRun('docker', ['cp', `${container}:/recorded`, output]);
  } finally {
    await mustRun('docker', ['rm', '-f', container]);
  }
}

/** The engine keeps the layer, so that recording again costs no download. */
async function withPackages(name) {
  const { from, packages } = places[name];
  const image = `drydock-test/${name}-diagnostics`;
  const install = `apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/* /var/cache/apt/*`;
  await mustRun('sh', [
    '-c',
    'printf "FROM %s\\nRUN %s\\n" "$1" "$2" | docker build --label drydock.test.image=diagnostics -t "$3" -',
    ...['sh', from, install, image],
  ]);
  return image;
}

/** The images of the suite that builds the CUDA sample. */
async function cudaImage(name, release) {
  const image = `drydock-test/${name}`;
  const folder = path.join(root, 'test/project/cudaImage');
  await mustRun('docker', [
    'build',
    ...['--build-arg', `release=${release}`],
    ...['--label', 'drydock.test.image=cuda'],
    ...['-t', image, folder],
  ]);
  return image;
}
