import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildEvent } from '../../../../src/domain/imageBuild/buildEvent';
import { BuildTrace } from '../../../../src/domain/imageBuild/buildTrace';
import { parseDockerfile } from '../../../../src/domain/imageBuild/dockerfile';
import { BuildKitEvents } from '../../../../src/domain/imageBuild/buildKitEvents';
import { readBuildKitStatus } from '../../../../src/domain/imageBuild/buildKitStatus';
import { PlainProgress } from '../../../../src/domain/imageBuild/plainProgress';
import { RawJsonProgress } from '../../../../src/domain/imageBuild/rawJsonProgress';

const good = parseDockerfile(`# a comment
FROM drydock-test/busybox AS base
ARG GREETING=hello
RUN echo "$GREETING" > /greeting && \\
    echo first; echo second >&2
FROM base AS final
COPY data.txt /data.txt
RUN sleep 1; cat /data.txt
`);
const failing = parseDockerfile(`FROM drydock-test/busybox
ENV A=1

RUN echo why-it-failed && \\
    exit 3
RUN echo never
`);

/** Recorded from docker buildx 0.13.1 with the BuildKit of Docker 20.10. */
function recorded(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../fixtures/buildkit', `${name}.txt`), 'utf8');
}

interface Parser {
  push(text: string): BuildEvent[];
  end(): BuildEvent[];
}

/** Recorded from `POST /build?version=2` of Docker 20.10. */
function eventsOfEngine(name: string): BuildEvent[] {
  const events = new BuildKitEvents();
  return recorded(name)
    .split('\n')
    .flatMap((line) => /"moby.buildkit.trace","aux":"([^"]*)"/.exec(line)?.[1] ?? [])
    .flatMap((aux) => events.of(readBuildKitStatus(Buffer.from(aux, 'base64'))));
}

/** In pieces of all sizes: a pipe breaks text anywhere. */
function eventsOf(parser: Parser, text: string): BuildEvent[] {
  const events: BuildEvent[] = [];
  for (let at = 0, size = 1; at < text.length; at += size, size = (size % 97) + 1) {
    events.push(...parser.push(text.slice(at, at + size)));
  }
  return [...events, ...parser.end()];
}

function traceOf(parser: Parser, text: string, dockerfile = good): BuildTrace {
  const trace = new BuildTrace(dockerfile);
  eventsOf(parser, text).forEach((event) => trace.take(event));
  return trace;
}

function logOf(events: readonly BuildEvent[]): string {
  return events.map((event) => (event.kind === 'log' ? event.text : '')).join('');
}

suite('The progress of a build by BuildKit', () => {
  test('as raw JSON tells steps with their lines and times', () => {
    const steps = traceOf(new RawJsonProgress(), recorded('rawjson')).steps(0);
    const written = steps.filter(({ line }) => line !== undefined);
    assert.deepEqual(
      written.map(({ label, line, state }) => [label.slice(0, 16), line, state]),
      [
        ['[base 1/2] FROM ', 2, 'done'],
        ['[base 2/2] RUN e', 4, 'done'],
        ['[final 1/2] COPY', 7, 'done'],
        ['[final 2/2] RUN ', 8, 'done'],
      ],
    );
    assert.match(written[3]?.note ?? '', /^[1-9]\.\d s$/);
    assert.ok(steps.every(({ state }) => state === 'done' || state === 'cached'));
    assert.ok(steps.some(({ label }) => label === 'exporting to image'));
  });

  test('as raw JSON tells the output of the steps, whichever stream it went to', () => {
    const log = logOf(eventsOf(new RawJsonProgress(), recorded('rawjson')));
    assert.equal(log.replaceAll(/^(first|second|data)\n/gm, '$1;'), 'first;second;data;');
  });

  test('as raw JSON on single lines is the same, and what is no JSON is output', () => {
    const line = {
      vertexes: [{ digest: 'a', name: '[1/1] FROM x', started: '2026-01-01T00:00:00Z' }],
    };
    const events = eventsOf(
      new RawJsonProgress(),
      `WARNING: no output\n${JSON.stringify(line)}\n{not json\nERROR: at the end`,
    );
    assert.deepEqual(
      events.map((event) => (event.kind === 'step' ? event.step.state : event.kind)),
      ['log', 'running', 'log'],
    );
  });

  test('as raw JSON keeps characters whole that came in two pieces', () => {
    const [first, second] = [Buffer.from('grün').subarray(0, 3), Buffer.from('grün').subarray(3)];
    const line = (data: Buffer): string =>
      `${JSON.stringify({ logs: [{ vertex: 'a', data: data.toString('base64') }] })}\n`;
    assert.equal(logOf(eventsOf(new RawJsonProgress(), line(first) + line(second))), 'grün');
  });

  test("as the engine's trace tells the same steps and output", () => {
    const events = eventsOfEngine('engine');
    const trace = new BuildTrace(good);
    events.forEach((event) => trace.take(event));
    const written = trace.steps(0).filter(({ line }) => line !== undefined);
    assert.deepEqual(
      written.map(({ label, line, state }) => [label.slice(0, 16), line, state]),
      [
        ['[base 1/2] FROM ', 2, 'cached'],
        ['[base 2/2] RUN e', 4, 'done'],
        ['[final 1/2] COPY', 7, 'done'],
        ['[final 2/2] RUN ', 8, 'done'],
      ],
    );
    assert.match(written[3]?.note ?? '', /^[1-9]\.\d s$/);
    assert.equal(logOf(events).replaceAll(/^(first|second|data)\n/gm, '$1;'), 'first;second;data;');
  });

  test("as the engine's trace of a build that fails tells where", () => {
    const trace = new BuildTrace(failing);
    eventsOfEngine('engine-failed').forEach((event) => trace.take(event));
    trace.stop('failed', 0);
    assert.deepEqual(trace.failure('exit code: 3'), {
      line: 4,
      endLine: 5,
      output: ['why-it-failed'],
    });
  });

  test('as plain lines tells the same steps', () => {
    const steps = traceOf(new PlainProgress(() => 10_000), recorded('plain')).steps(0);
    assert.deepEqual(
      steps.flatMap(({ label, line, state, note }) =>
        line === undefined ? [] : [[label.slice(0, 16), line, state, note]],
      ),
      [
        ['[base 1/2] FROM ', 2, 'cached', 'cached'],
        ['[base 2/2] RUN e', 4, 'done', '1.7 s'],
        ['[final 1/2] COPY', 7, 'done', '0.1 s'],
        ['[final 2/2] RUN ', 8, 'done', '2.5 s'],
      ],
    );
    const log = logOf(eventsOf(new PlainProgress(), recorded('plain')));
    assert.match(log, /^first\nsecond\n/m);
  });

  for (const [name, open] of [
    ['rawjson-failed', () => new RawJsonProgress()],
    ['plain-failed', () => new PlainProgress()],
  ] as const) {
    test(`of a build that fails tells where, and what was printed there (${name})`, () => {
      const trace = traceOf(open(), recorded(name), failing);
      trace.stop('failed', 0);
      assert.deepEqual(trace.failure('exit code: 3'), {
        line: 4,
        endLine: 5,
        output: ['why-it-failed'],
      });
      assert.equal(trace.running, undefined);
    });
  }

  test('of a step that loads layers counts their bytes', () => {
    const trace = new BuildTrace(good);
    trace.take({
      kind: 'step',
      step: { id: 'a', name: '[base 1/2] FROM x', state: 'running', started: 0 },
    });
    for (const part of ['one', 'two']) {
      trace.take({ kind: 'progress', stepId: 'a', part, current: 1e6, total: 4e6 });
    }
    assert.equal(trace.steps(2000)[0]?.note, '2 MB of 8 MB · 2.0 s');
  });

  test('of a build that is cancelled leaves no step running', () => {
    const trace = new BuildTrace(good);
    trace.take({
      kind: 'step',
      step: { id: 'a', name: '[1/2] RUN x', state: 'running', started: 0 },
    });
    trace.stop('cancelled', 500);
    assert.deepEqual(
      trace.steps(9999).map(({ state, note }) => [state, note]),
      [['cancelled', '0.5 s']],
    );
    assert.equal(trace.failure(''), undefined);
  });
});
