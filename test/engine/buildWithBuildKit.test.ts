import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { CancelledError, errorMessage } from '../../src/base/errors';
import type { BuildEvent } from '../../src/domain/imageBuild/buildEvent';
import { BuildTrace } from '../../src/domain/imageBuild/buildTrace';
import { parseDockerfile } from '../../src/domain/imageBuild/dockerfile';
import type { ImageBuildRequest } from '../../src/engine/imageOperations';
import { runInContainer } from '../../src/engine/runInContainer';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

suite("The engine's BuildKit", () => {
  let real: TestEngine;
  let folder: string;

  suiteSetup(async () => {
    real = await openTestEngine();
    folder = await mkdtemp(join(tmpdir(), 'drydock-buildkit-'));
  });

  suiteTeardown(async () => {
    await real.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('builds what is sent to it, gives its steps secrets, and keeps none in the image', async () => {
    const text = `FROM drydock-test/busybox AS base
ARG GREETING
COPY . /context
RUN --mount=type=secret,id=token --mount=type=secret,id=key --mount=type=secret,id=variable \\
    echo "$GREETING" > /greeting && cd /run/secrets && cat token key variable | sha256sum > /sum
FROM base
RUN ls /run/secrets /context > /seen 2>&1; echo grün
`;
    const request = await requestFor(text);
    await writeFile(join(folder, 'key'), 'from a file ');
    await writeFile(join(folder, 'Dockerfile.dockerignore'), 'key');
    await writeFile(join(folder, '.dockerignore'), 'of the other builder');
    process.env['DRYDOCK_TEST_SECRET'] = 'from a variable';
    const { id, trace, log } = await build(text, {
      ...request,
      buildArgs: { GREETING: 'a "b" & c' },
      noCache: true,
      secrets: [
        { id: 'token', source: { kind: 'text', text: 'typed ' } },
        { id: 'key', source: { kind: 'file', hostPath: join(folder, 'key') } },
        { id: 'variable', source: { kind: 'variable', name: 'DRYDOCK_TEST_SECRET' } },
      ],
    });

    assert.match(id, /^sha256:[0-9a-f]{64}$/);
    const steps = trace.steps(Date.now()).filter(({ line = 1 }) => line > 1);
    assert.deepEqual(
      steps.map(({ label, state, line }) => [label.slice(0, 18), state, line]),
      [
        ['[base 2/3] COPY . ', 'done', 3],
        ['[base 3/3] RUN --m', 'done', 4],
        ['[stage-1 1/1] RUN ', 'done', 7],
      ],
    );
    assert.match(log, /^grün$/m);
    const container = await real.run({ image: id });
    const { stdout } = await runInContainer(real.engine, container, {
      argv: [
        ...['sh', '-c', 'cat /greeting; printf "typed from a file from a variable" | sha256sum'],
      ],
    });
    const sum = await runInContainer(real.engine, container, { argv: ['cat', '/sum', '/seen'] });
    assert.deepEqual(stdout.split('\n')[0], 'a "b" & c');
    assert.equal(sum.stdout.split('\n')[0], stdout.split('\n')[1]);
    // The file of the secret is left out of the context, and the mounts leave nothing behind.
    assert.doesNotMatch(sum.stdout, /^(?:key|token|variable)$/m);
  });

  test('tells what it had already', async () => {
    const text = `FROM drydock-test/busybox
RUN echo ${testName('cached')}
`;
    const request = await requestFor(text);
    await build(text, request);
    const { trace } = await build(text, request);
    assert.deepEqual(
      trace
        .steps(0)
        .filter(({ line }) => line === 2)
        .map(({ state }) => state),
      ['cached'],
    );
  });

  test('that fails tells the lines of the instruction, and what it printed', async () => {
    const text = `FROM drydock-test/busybox
RUN echo begun; \\
    ls /none
`;
    const trace = new BuildTrace(parseDockerfile(text));
    const request = await requestFor(text);
    const message = await real.engine
      .buildWithBuildKit(request, (event) => trace.take(event))
      .then(
        () => 'built',
        (error: unknown) => errorMessage(error),
      );
    assert.match(message, /could not build the image ".*": .*exit code: 1/);
    trace.stop('failed', Date.now());
    const failure = trace.failure(message);
    assert.deepEqual([failure?.line, failure?.endLine], [2, 3]);
    assert.deepEqual(failure?.output.slice(0, 1), ['begun']);
    assert.match(failure.output.join(), /\/none: No such file/);
  });

  test('says what is wrong with a Dockerfile, and that a secret was not given', async () => {
    await assert.rejects(
      real.engine.buildWithBuildKit(await requestFor('FORM debian\n'), ignore),
      /unknown instruction: FORM/,
    );
    const text = `FROM drydock-test/busybox
RUN --mount=type=secret,id=token,required=true cat /run/secrets/token
`;
    await assert.rejects(
      real.engine.buildWithBuildKit(await requestFor(text), ignore),
      /because a step needs the secret "token"\. Give it/,
    );
  });

  test('ends when it is cancelled, and its step with it', async () => {
    const mark = `98${process.pid}`;
    const text = `FROM drydock-test/busybox
RUN echo begun; sleep ${mark}
`;
    const cancel = new AbortController();
    const request = await requestFor(text);
    const container = await real.run({ image: 'drydock-test/busybox', pid: 'host' });
    const building = real.engine.buildWithBuildKit(
      request,
      (event) => {
        if (event.kind === 'log' && event.text.includes('begun')) {
          cancel.abort();
        }
      },
      cancel.signal,
    );
    await assert.rejects(building, CancelledError);
    const waiting = ['sh', '-c', `while pgrep -f "^sleep $0$"; do sleep 0.1; done`, mark];
    await runInContainer(real.engine, container, { argv: waiting });
  });

  async function build(
    text: string,
    request: ImageBuildRequest,
  ): Promise<{ readonly id: string; readonly trace: BuildTrace; readonly log: string }> {
    const trace = new BuildTrace(parseDockerfile(text));
    let log = '';
    const id = await real.engine.buildWithBuildKit(request, (event: BuildEvent) => {
      trace.take(event);
      log += event.kind === 'log' ? event.text : '';
    });
    return { id, trace, log };
  }

  async function requestFor(text: string): Promise<ImageBuildRequest> {
    await writeFile(join(folder, 'Dockerfile'), text);
    const tag = `${testName('buildkit')}:1`;
    real.removeLater('image', tag);
    return {
      contextHostPath: folder,
      dockerfile: 'Dockerfile',
      tags: [tag],
      labels: testLabels,
    };
  }
});

function ignore(): void {
  // Nobody looks.
}
