import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorMessage } from '../../src/base/errors';
import { BuildTrace } from '../../src/domain/imageBuild/buildTrace';
import { parseDockerfile } from '../../src/domain/imageBuild/dockerfile';
import { classicBuilder } from '../../src/engine/classicBuilder';
import type { ImageBuildRequest } from '../../src/engine/imageOperations';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

suite("The engine's classic builder", () => {
  let real: TestEngine;
  let folder: string;

  suiteSetup(async () => {
    real = await openTestEngine();
    folder = await mkdtemp(join(tmpdir(), 'drydock-build-'));
  });

  suiteTeardown(async () => {
    await real.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('tells its steps with their lines, and which of them it had already', async () => {
    const text = `ARG NAME=x
FROM drydock-test/busybox AS first

RUN echo "$NAME"
FROM first
ENV A=1
`;
    const request = await requestFor(text);
    const states = async (): Promise<unknown[]> => {
      const trace = new BuildTrace(parseDockerfile(text));
      const builder = classicBuilder(real.engine, (...words) => words);
      await builder.build(request, (event) => trace.take(event));
      return trace
        .steps(Date.now())
        .slice(0, 5)
        .map(({ label, state, line }) => [label, state, line]);
    };
    const first = await states();
    assert.deepEqual(first[2], ['[3/6] RUN echo "$NAME"', 'done', 4]);
    const again = await states();
    assert.deepEqual(again[2], ['[3/6] RUN echo "$NAME"', 'cached', 4]);
    assert.deepEqual(again[3], ['[4/6] FROM first', 'done', 5]);
  });

  test('that fails tells the lines of the instruction, and what it printed', async () => {
    const text = `FROM drydock-test/busybox
RUN echo begun; \\
    ls /none
`;
    const trace = new BuildTrace(parseDockerfile(text));
    const builder = classicBuilder(real.engine, (...words) => words);
    const request = await requestFor(text);
    const message = await builder
      .build(request, (event) => trace.take(event))
      .then(
        () => 'built',
        (error: unknown) => errorMessage(error),
      );
    trace.stop('failed', Date.now());
    assert.match(message, /returned a non-zero code: 1/);
    const failure = trace.failure(message);
    // Two pipes: which of them the engine reads first is not said.
    assert.ok(failure);
    assert.deepEqual([failure.line, failure.endLine], [2, 3]);
    assert.ok(failure.output.includes('begun'), failure.output.join('\n'));
    assert.ok(failure.output.includes('ls: /none: No such file or directory'));
    assert.equal(trace.steps(0).at(-1)?.state, 'failed');
  });

  async function requestFor(text: string): Promise<ImageBuildRequest> {
    await writeFile(join(folder, 'Dockerfile'), text);
    const tag = `${testName('classic')}:1`;
    real.removeLater('image', tag);
    return {
      contextHostPath: folder,
      dockerfile: 'Dockerfile',
      tags: [tag],
      labels: testLabels,
    };
  }
});
