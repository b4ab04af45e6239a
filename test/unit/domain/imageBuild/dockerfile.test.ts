import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../../src/domain/imageBuild/dockerfile';
import {
  buildKitInstruction,
  classicInstruction,
  lineOfDockerfileError,
} from '../../../../src/domain/imageBuild/lineOfStep';

const twoStages = [
  '# syntax=docker/dockerfile:1', //  1
  'ARG VERSION=12', //  2
  'FROM debian:$VERSION-slim AS Base', //  3
  'ARG GREETING="hello there" NAME', //  4
  'RUN echo one && \\', //  5
  '    # a comment between', //  6
  '', //  7
  '    echo two', //  8
  'ENV A=1', //  9
  'workdir /src', // 10
  'FROM --platform=linux/amd64 base AS final', // 11
  'COPY --from=base /a /a', // 12
  'RUN <<EOF', // 13
  'RUN this is no instruction', // 14
  'EOF', // 15
  'RUN make', // 16
].join('\n');

suite('A Dockerfile', () => {
  const dockerfile = parseDockerfile(twoStages);

  test('is read instruction by instruction, over continued lines, comments and here-documents', () => {
    assert.deepEqual(
      dockerfile.instructions.map(({ keyword, line, endLine }) => [keyword, line, endLine]),
      [
        ['ARG', 2, 2],
        ['FROM', 3, 3],
        ['ARG', 4, 4],
        ['RUN', 5, 8],
        ['ENV', 9, 9],
        ['WORKDIR', 10, 10],
        ['FROM', 11, 11],
        ['COPY', 12, 12],
        ['RUN', 13, 15],
        ['RUN', 16, 16],
      ],
    );
    assert.equal(dockerfile.instructions[3]?.text, 'echo one && echo two');
  });

  test('tells its stages and what can be given by --build-arg', () => {
    assert.deepEqual(
      dockerfile.stages.map(({ name, base }) => [name, base]),
      [
        ['base', 'debian:$VERSION-slim'],
        ['final', 'base'],
      ],
    );
    assert.deepEqual(dockerfile.args, [
      { name: 'VERSION', defaultValue: '12' },
      { name: 'GREETING', defaultValue: 'hello there' },
      { name: 'NAME' },
    ]);
  });

  test('may have another escape character, for paths of Windows', () => {
    const { instructions } = parseDockerfile('# escape=`\nFROM a\nRUN dir C:\\\nRUN x `\n y\n');
    assert.deepEqual(
      instructions.map(({ text, line, endLine }) => [text, line, endLine]),
      [
        ['a', 2, 2],
        ['dir C:\\', 3, 3],
        ['x y', 4, 5],
      ],
    );
  });

  test('with a here-document that never ends, or nothing in it, is read to its end', () => {
    assert.equal(parseDockerfile('FROM a\nRUN <<X\nENV B=2').instructions.length, 3);
    assert.deepEqual(parseDockerfile('\n# nothing\n').instructions, []);
  });

  test('has the line of a step of the classic builder, which counts every instruction', () => {
    assert.equal(classicInstruction(dockerfile, 4)?.line, 5);
    assert.equal(classicInstruction(dockerfile, 99), undefined);
  });

  test('has the line of a step of BuildKit, which counts what changes files', () => {
    const lineOf = (name: string): number | undefined =>
      buildKitInstruction(dockerfile, name)?.line;
    assert.equal(lineOf('[base 1/3] FROM docker.io/library/debian:12-slim@sha256:0'), 3);
    assert.equal(lineOf('[base 2/3] RUN echo one &&     echo two'), 5);
    assert.equal(lineOf('[base 3/3] WORKDIR /src'), 10);
    assert.equal(lineOf('[final 1/3] COPY --from=base /a /a'), 12);
    assert.equal(lineOf('[linux/arm64 final 3/3] RUN make'), 16);
    assert.equal(lineOf('[internal] load build context'), undefined);
    assert.equal(lineOf('exporting to image'), undefined);
    assert.equal(lineOf('[base 2/3] COPY . .'), undefined);
  });

  test('with stages that have no names is found by their numbers', () => {
    const unnamed = parseDockerfile('FROM a\nRUN x\nFROM scratch\nCOPY --from=0 /x /x\n');
    assert.equal(buildKitInstruction(unnamed, '[stage-0 2/2] RUN x')?.line, 2);
    assert.equal(buildKitInstruction(unnamed, '[stage-1 1/1] COPY --from=0 /x /x')?.line, 4);
    const single = parseDockerfile('FROM a\nRUN x\n');
    assert.equal(buildKitInstruction(single, '[2/2] RUN x')?.line, 2);
  });

  test('that is wrong is wrong on the line that the builder says', () => {
    assert.equal(lineOfDockerfileError('dockerfile parse error line 3: unknown instruction'), 3);
    assert.equal(lineOfDockerfileError('dockerfile parse error on line 12: bad'), 12);
    assert.equal(lineOfDockerfileError('it failed:\nDockerfile:7\n---'), 7);
    assert.equal(lineOfDockerfileError('exit code: 3'), undefined);
  });
});
