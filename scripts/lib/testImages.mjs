import { createHash } from 'node:crypto';
import { ensureBaseImage } from './baseImages.mjs';
import { say } from './say.mjs';
import { tarOf } from './tar.mjs';

const recipeLabel = 'drydock.test.recipe';
const stageLabel = 'drydock.test.stage';

function aptInstall(...packages) {
  return [
    `RUN apt-get update \\`,
    ` && apt-get install -y --no-install-recommends ${packages.join(' ')} \\`,
    ` && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb`,
  ].join('\n');
}

const compilers = ['g++', 'cmake', 'ninja-build', 'make', 'procps'];
const debuggers = ['gdb', 'gdbserver'];

/** An image with libc++ beside libstdc++, at one place whatever its version; and more, by shell commands. */
function withLibcxx(parent, ...commands) {
  const run = [
    'apt-get update',
    'apt-get install -y --no-install-recommends libc++-dev libc++abi-dev',
    'mkdir /opt/libcxx',
    'ln -s /usr/lib/llvm-*/include/c++/v1 /opt/libcxx/include',
    'ln -s /usr/lib/llvm-*/lib /opt/libcxx/lib',
    ...commands,
    'rm -rf /var/lib/apt/lists/* /var/cache/apt/*',
  ].join(' \\\n && ');
  return { parent, dockerfile: [`FROM drydock-test/${parent}`, `RUN ${run}`] };
}

/** The frameworks for tests that Debian has. */
function withTestFrameworks(parent) {
  return {
    parent,
    dockerfile: [
      `FROM drydock-test/${parent}`,
      aptInstall('libgtest-dev', 'catch2', 'doctest-dev'),
    ],
  };
}

/** A gdb without Python beside the other one. */
const minimalGdb = [
  'cd /tmp',
  'apt-get download gdb-minimal',
  'dpkg -x gdb-minimal_*.deb /opt/gdb-minimal',
  'rm gdb-minimal_*.deb',
];

/**
 * What the suites run in, by name: gdb 10, 13 and 16 of Debian 11, 12 and 13, one image without a
 * gdb, one with a shell and nothing else, and the first three with more in them, or with test frameworks, for a few suites.
 * `parent` is an image of this table that is made first.
 */
const recipes = {
  'no-gdb': {
    release: 'bookworm',
    dockerfile: ['FROM debian:bookworm-slim', aptInstall(...compilers)],
  },
  bookworm: {
    parent: 'no-gdb',
    dockerfile: ['FROM drydock-test/no-gdb', aptInstall(...debuggers)],
  },
  busybox: {
    release: 'bookworm',
    dockerfile: [
      'FROM debian:bookworm-slim AS build',
      `LABEL ${stageLabel}=busybox`,
      aptInstall('busybox-static'),
      'RUN mkdir -p /root-fs/bin /root-fs/tmp && cp /bin/busybox /root-fs/bin/ \\',
      ' && chroot /root-fs /bin/busybox --install -s /bin',
      'FROM scratch',
      'COPY --from=build /root-fs /',
      'CMD ["/bin/sh"]',
    ],
  },
  bullseye: {
    release: 'bullseye',
    dockerfile: ['FROM debian:bullseye-slim', aptInstall(...compilers, ...debuggers)],
  },
  trixie: {
    release: 'trixie',
    dockerfile: ['FROM debian:trixie-slim', aptInstall(...compilers, ...debuggers)],
  },
  // For the walk through what a language server shows.
  clangd: {
    parent: 'bookworm',
    dockerfile: ['FROM drydock-test/bookworm', aptInstall('clangd')],
  },
  'bullseye-more': withLibcxx('bullseye'),
  'bookworm-more': withLibcxx('bookworm', ...minimalGdb),
  'trixie-more': withLibcxx('trixie'),
  'bullseye-tests': withTestFrameworks('bullseye'),
  'bookworm-tests': withTestFrameworks('bookworm'),
  'trixie-tests': withTestFrameworks('trixie'),
  // Clang with what counts and reads what runs, and ccache.
  'bookworm-clang': {
    parent: 'bookworm-tests',
    dockerfile: [
      'FROM drydock-test/bookworm-tests',
      aptInstall('clang', 'llvm', 'libclang-rt-dev', 'ccache'),
    ],
  },
};

/** Makes the images that are missing or whose recipe has changed; the others are reused. */
export async function ensureTestImages(engine) {
  for (const name of Object.keys(recipes)) {
    await ensureTestImage(engine, name);
  }
}

async function ensureTestImage(engine, name) {
  const { release, dockerfile } = recipes[name];
  const reference = `drydock-test/${name}`;
  const recipe = recipeHash(name);
  if ((await recipeOf(engine, reference)) === recipe) {
    return;
  }
  if (release) {
    await ensureBaseImage(engine, release);
  }
  say(`building the test image ${reference}`);
  await engine.progress('POST', '/build', {
    query: {
      t: `${reference}:latest`,
      rm: 'true',
      forcerm: 'true',
      labels: JSON.stringify({ [recipeLabel]: recipe }),
    },
    body: tarOf({ Dockerfile: `${dockerfile.join('\n')}\n` }),
  });
  await removeStages(engine);
}

/** The classic builder leaves the earlier stages of a build behind as images without a name. */
async function removeStages(engine) {
  const filters = JSON.stringify({ label: [stageLabel], dangling: ['true'] });
  for (const { Id: id } of await engine.json('GET', '/images/json', { query: { filters } })) {
    await engine.request('DELETE', `/images/${id}`);
  }
}

function recipeHash(name) {
  const { parent, dockerfile } = recipes[name];
  const inherited = parent ? recipeHash(parent) : '';
  return createHash('sha256')
    .update([inherited, ...dockerfile].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

async function recipeOf(engine, reference) {
  try {
    const image = await engine.json('GET', `/images/${reference}/json`);
    return image.Config?.Labels?.[recipeLabel];
  } catch (error) {
    if (error.statusCode === 404) {
      return undefined;
    }
    throw error;
  }
}
