import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../src/base/errors';
import type { EngineInfo } from '../../../src/domain/engineInfo';
import type { BuildSecret } from '../../../src/domain/imageBuild/buildSecret';
import type { BuildEvent } from '../../../src/domain/imageBuild/buildEvent';
import { chooseImageBuilder } from '../../../src/engine/chooseImageBuilder';
import { EngineError } from '../../../src/engine/engineError';
import type { ImageBuilder } from '../../../src/engine/imageBuilder';
import type { ImageBuildRequest } from '../../../src/engine/imageOperations';

const id = `sha256:${'4'.repeat(64)}`;
const fixtures = join(import.meta.dirname, '../fixtures/buildkit');
const machine = { name: 'harbour', rootFolder: '/var/lib/docker' };

let buildKit = false;

/** Stands for the engine, which only says where it is. */
const engine = {
  info: () => Promise.resolve({ machine, capabilities: { buildKit } } as EngineInfo),
  buildImage: () => Promise.resolve('built by the engine'),
  buildWithBuildKit: () => Promise.resolve("built by the engine's BuildKit"),
};

const request: ImageBuildRequest = {
  contextHostPath: '/context with space',
  dockerfile: 'docker/Dockerfile',
  tags: ['app:1', 'app:2'],
  buildArgs: { GREETING: 'a "b" $c' },
  target: 'final',
  platform: 'linux/arm64',
  noCache: true,
};

suite('The docker CLI with buildx', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-buildx-'));
    buildKit = false;
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('builds, with one argument for each thing, and tells the id', async () => {
    await writeDocker('cat "$FIXTURES/rawjson.txt" >&2');
    const builder = await choose();
    assert.equal(builder.name, 'BuildKit by docker buildx 0.13.1');
    const events: BuildEvent[] = [];
    assert.equal(await builder.build(request, (event) => events.push(event)), id);
    assert.ok(events.some((event) => event.kind === 'step' && event.step.state === 'done'));
    const words = (await readFile(join(folder, 'words'), 'utf8')).trim().split('\n');
    assert.deepEqual(
      words.filter((word) => !word.includes('drydock-image-')),
      [
        ...['--context', 'lab', 'buildx', 'build', '--progress=rawjson', '--iidfile', '--load'],
        ...['-t', 'app:1', '-t', 'app:2', '--build-arg', 'GREETING=a "b" $c'],
        ...['--target', 'final', '--platform', 'linux/arm64', '--no-cache'],
        ...['-f', '/context with space/docker/Dockerfile', '/context with space'],
      ],
    );
  });

  test('that knows no raw JSON is asked for plain lines', async () => {
    await writeDocker('cat "$FIXTURES/plain.txt" >&2', '0.12.0');
    const builder = await choose();
    const steps: string[] = [];
    await builder.build(request, (event) => {
      if (event.kind === 'step' && event.step.state === 'done') {
        steps.push(event.step.name);
      }
    });
    assert.ok(steps.includes('[final 1/2] COPY data.txt /data.txt'), steps.join('\n'));
    assert.match(await readFile(join(folder, 'words'), 'utf8'), /^--progress=plain$/m);
  });

  test('says why it failed, without what its layers put before it', async () => {
    await writeDocker('cat "$FIXTURES/rawjson-failed.txt" >&2; exit 1');
    await assert.rejects(
      (await choose()).build(request, ignore),
      (error) =>
        error instanceof EngineError &&
        /^The image "app:1" could not be built: executor failed running \[.*\]: exit code: 3\.$/.test(
          error.message,
        ),
    );
    await writeDocker(
      'echo "ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: target stage final could not be found" >&2; exit 1',
    );
    await assert.rejects(
      (await choose()).build(request, ignore),
      /could not be built: target stage final could not be found\.$/,
    );
  });

  test('that is refused by a registry says so in the words of a pull', async () => {
    await writeDocker(
      'echo "ERROR: failed to solve: lab.example/a: pull access denied, repository does not exist or may require authorization" >&2; exit 1',
    );
    await assert.rejects(
      (await choose()).build(request, ignore),
      (error) => error instanceof EngineError && error.kind === 'unauthorized',
    );
  });

  test('that does not know a log-in of Drydock leaves the build to the engine, which is given it', async () => {
    await writeDocker(
      'echo "ERROR: failed to solve: lab.example/a: pull access denied, repository does not exist or may require authorization" >&2; exit 1',
    );
    const told: string[] = [];
    const builder = await choose(true);
    const built = await builder.build(request, (event) => {
      told.push(event.kind === 'log' ? event.text : '');
    });
    assert.equal(built, 'built by the engine');
    assert.match(told.at(-1) ?? '', /log-ins that Drydock keeps, so the engine's classic builder/);
    await writeDocker('echo "ERROR: failed to solve: exit code: 3" >&2; exit 1');
    await assert.rejects((await choose(true)).build(request, ignore), /exit code: 3/);
  });

  test('is given secrets: one that was typed in its environment only', async () => {
    await writeDocker('env > "$FOLDER/env"');
    const key = join(folder, 'key');
    await writeFile(key, 'k');
    const builder = await choose();
    const secrets: ImageBuildRequest['secrets'] = [
      { id: 'key', source: { kind: 'file', hostPath: key } },
      { id: 'token', source: { kind: 'text', text: 'hush hush' } },
    ];
    await builder.build({ ...request, secrets }, ignore);
    const words = await readFile(join(folder, 'words'), 'utf8');
    assert.ok(words.includes(`id=key,src=${key}\n`));
    assert.ok(words.includes('id=token,env=DRYDOCK_SECRET_token\n'));
    assert.ok(!words.includes('hush'));
    assert.match(await readFile(join(folder, 'env'), 'utf8'), /^DRYDOCK_SECRET_token=hush hush$/m);
  });

  test('is not started without a secret that it needs', async () => {
    await writeDocker('');
    const builder = await choose();
    const build = (source: BuildSecret['source']): Promise<string> =>
      builder.build({ ...request, secrets: [{ id: 'token', source }] }, ignore);
    await assert.rejects(
      build({ kind: 'file', hostPath: join(folder, 'none') }),
      /The build secret "token" is to come from ".*none", which cannot be read/,
    );
    await assert.rejects(
      build({ kind: 'variable', name: 'NO_SUCH' }),
      /environment variable "NO_SUCH", which is not set/,
    );
  });

  test("leaves the build to the engine's BuildKit where it is not there", async () => {
    buildKit = true;
    const builder = await choose();
    assert.equal(builder.name, "the engine's BuildKit");
    assert.equal(await builder.build(request, ignore), "built by the engine's BuildKit");
  });

  test('is missed by who has a secret and no other BuildKit', async () => {
    const builder = await choose();
    const secrets: ImageBuildRequest['secrets'] = [
      { id: 'token', source: { kind: 'text', text: 'x' } },
    ];
    await assert.rejects(
      builder.build({ ...request, secrets }, ignore),
      /secrets \("token"\), which only BuildKit can give/,
    );
  });

  test('is ended with all that it started when the build is cancelled', async () => {
    // What is left would keep the output open, and the build with it.
    await writeDocker('sleep 1000 & echo begun >&2; wait');
    const cancel = new AbortController();
    const building = (await choose()).build(request, () => cancel.abort(), cancel.signal);
    await assert.rejects(building, CancelledError);
  });

  test('is left alone where it has no buildx, reaches another engine, or is not there', async () => {
    await writeDocker('', 'none');
    assert.equal((await choose()).name, "the engine's classic builder");
    await writeDocker('', '0.13.1', '/other');
    assert.equal((await choose()).name, "the engine's classic builder");
    await rm(join(folder, 'docker'));
    const builder = await choose();
    assert.equal(await builder.build(request, ignore), 'built by the engine');
    assert.deepEqual(builder.command(request).slice(0, 4), ['docker', '--context', 'lab', 'build']);
  });

  function choose(hasOwnLogins = false): Promise<ImageBuilder> {
    const env = { PATH: `${folder}:/usr/bin:/bin`, FIXTURES: fixtures, FOLDER: folder };
    return chooseImageBuilder(
      engine,
      // By its path: a PATH in `env` says where the programs of the script are, too.
      (...words) => [join(folder, 'docker'), '--context', 'lab', ...words],
      { env, hasOwnLogins: () => hasOwnLogins },
    ).then((builder) => ({
      ...builder,
      command: (asked) => ['docker', ...builder.command(asked).slice(1)],
    }));
  }

  /** A `docker` that keeps the words it was given, writes the id, and does what the test wants. */
  async function writeDocker(
    build: string,
    version = '0.13.1',
    rootFolder = machine.rootFolder,
  ): Promise<void> {
    const file = join(folder, 'docker');
    await writeFile(
      file,
      `#!/bin/sh
case "$*" in
  *"buildx version") test ${version} != none && echo "github.com/docker/buildx v${version} abc";;
  *info*) printf '%s\\n' ${machine.name} ${rootFolder};;
  *)
    printf '%s\\n' "$@" > "$FOLDER/words"
    while [ "$1" != --iidfile ]; do shift; done
    printf %s ${id} > "$2"
    ${build}
    ;;
esac
`,
    );
    await chmod(file, 0o755);
  }
});

function ignore(): void {
  // Nobody looks.
}
