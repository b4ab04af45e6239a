import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../src/base/errors';
import type { BuildProgress, ImageBuildRequest } from '../../src/engine/imageOperations';
import { runInContainer } from '../../src/engine/runInContainer';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

suite('Building an image', () => {
  let real: TestEngine;
  let folder: string;
  let request: ImageBuildRequest;

  suiteSetup(async () => {
    real = await openTestEngine();
  });

  suiteTeardown(() => real.dispose());

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-build-'));
    const tag = `${testName('build')}:1`;
    real.removeLater('image', tag);
    request = {
      contextHostPath: folder,
      dockerfile: 'Dockerfile',
      tags: [tag],
      labels: testLabels,
      noCache: true,
    };
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('sends the context without what .dockerignore names, and tells its steps', async () => {
    await write('Dockerfile', [
      'FROM drydock-test/busybox',
      'ARG GREETING',
      'COPY . /context',
      'RUN echo "$GREETING" > /greeting',
    ]);
    await write('.dockerignore', ['build', '**/*.o']);
    await write('main.cpp', ['int main() {}']);
    await write('main.o', ['x']);
    await mkdir(join(folder, 'build'));
    await write('build/out.txt', ['x']);

    const progress: BuildProgress[] = [];
    const id = await real.engine.buildImage(
      { ...request, buildArgs: { GREETING: 'grün & "quoted"' } },
      (part) => progress.push(part),
    );

    assert.match(id, /^sha256:[0-9a-f]{64}$/);
    const steps = progress.filter((part) => part.kind === 'step');
    assert.deepEqual(
      steps.map(({ step, steps: all, text }) => `${step}/${all} ${text}`),
      [
        '1/5 FROM drydock-test/busybox',
        '2/5 ARG GREETING',
        '3/5 COPY . /context',
        '4/5 RUN echo "$GREETING" > /greeting',
        `5/5 LABEL ${Object.entries(testLabels)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')}`,
      ],
    );
    const container = await real.run({ image: id });
    const { stdout } = await runInContainer(real.engine, container, {
      argv: ['sh', '-c', 'cd /context; find . -type f | sort; cat /greeting'],
    });
    assert.equal(stdout, './.dockerignore\n./Dockerfile\n./main.cpp\ngrün & "quoted"\n');
  });

  test('says which step failed, shows its output, and leaves no container behind', async () => {
    await write('Dockerfile', ['FROM drydock-test/busybox', 'RUN echo why-it-failed && exit 3']);
    const log: string[] = [];
    await assert.rejects(
      real.engine.buildImage(request, (part) => {
        log.push(part.kind === 'log' ? part.text : '');
      }),
      /could not build the image ".*": The command .*exit 3' returned a non-zero code: 3\./,
    );
    assert.match(log.join(''), /why-it-failed/);
    assert.ok(!(await commandsOfContainers()).some((command) => command.includes('why-it-failed')));
  });

  test('says what is wrong with a Dockerfile', async () => {
    await write('Dockerfile', ['FORM debian']);
    await assert.rejects(
      real.engine.buildImage(request, () => undefined),
      /FORM/i,
    );
  });

  test('ends when it is cancelled, and its step with it', async () => {
    await write('Dockerfile', ['FROM drydock-test/busybox', 'RUN echo begun; sleep 1234']);
    const cancel = new AbortController();
    await assert.rejects(
      real.engine.buildImage(
        request,
        (part) => {
          if (part.kind === 'log' && part.text.includes('begun')) {
            cancel.abort();
          }
        },
        cancel.signal,
      ),
      CancelledError,
    );
    while ((await commandsOfContainers()).some((command) => command.includes('sleep 1234'))) {
      // The engine takes a moment to end the step; each turn asks it.
    }
  });

  test('of a pull that is cancelled ends at once', async () => {
    const cancel = new AbortController();
    // An address that is reserved for documentation: nobody answers there.
    const pull = real.engine.pullImage('192.0.2.1:5000/app:1', () => undefined, cancel.signal);
    cancel.abort();
    await assert.rejects(pull, CancelledError);
  });

  test('from a registry that is not there names the image', async () => {
    await assert.rejects(
      real.engine.pullImage('127.0.0.1:9/app:1', () => undefined),
      /could not pull the image "127\.0\.0\.1:9\/app:1"/,
    );
  });

  async function write(path: string, lines: readonly string[]): Promise<void> {
    await writeFile(join(folder, path), lines.join('\n'));
  }

  async function commandsOfContainers(): Promise<readonly string[]> {
    return (await real.engine.listContainers()).map(({ command }) => command);
  }
});
