import assert from 'node:assert/strict';
import type { ImageLayer } from '../../../src/domain/imageLayer';
import {
  imagePicture,
  ownSize,
  readableCommand,
  withShared,
} from '../../../src/domain/imagePicture';

function step(command: string, size: number): ImageLayer {
  return { command, size, created: 0, tags: [], comment: '' };
}

/** The newest first, as engines tell it. */
const history = [
  step('/bin/sh -c #(nop)  CMD ["/app"]', 0),
  step('/bin/sh -c make', 300),
  step('/bin/sh -c true', 0),
  step('/bin/sh -c #(nop)  ENV A=1', 0),
  step('/bin/sh -c #(nop) ADD file:0123abc in / ', 700),
];
const layers = ['sha256:base', 'sha256:true', 'sha256:make'];

suite('The picture of an image', () => {
  test('has its steps from the lowest up, each with the layer that it made', () => {
    const { size, steps } = imagePicture({ layers }, history);
    assert.equal(size, 1000);
    assert.deepEqual(
      steps.map(({ command, total, layer }) => [command, total, layer]),
      [
        ['ADD … /', 700, 'sha256:base'],
        ['ENV A=1', 700, undefined],
        ['RUN true', 700, 'sha256:true'],
        ['RUN make', 1000, 'sha256:make'],
        ['CMD ["/app"]', 1000, undefined],
      ],
    );
  });

  test('claims nothing about layers where the engine tells too little', () => {
    const { steps } = imagePicture({ layers: [...layers, 'a', 'b', 'c'] }, history);
    assert.ok(steps.every(({ layer }) => layer === undefined));
  });

  test('says which images have a layer, if they have all below it as well', () => {
    const picture = withShared(imagePicture({ layers }, history), layers, [
      { name: 'debian:12', layers: ['sha256:base'] },
      { name: 'sibling:1', layers: ['sha256:base', 'sha256:true', 'sha256:other'] },
      { name: 'elsewhere:1', layers: ['sha256:other', 'sha256:true'] },
      { name: 'empty:1', layers: [] },
    ]);
    assert.deepEqual(
      picture.steps.map(({ sharedWith }) => sharedWith),
      [['debian:12', 'sibling:1'], [], ['sibling:1'], [], []],
    );
    assert.deepEqual(picture.base, { name: 'debian:12', steps: 1 });
    assert.equal(ownSize(picture), 300);
  });

  test('has the nearest base, and none where another image has all of its layers', () => {
    const picture = withShared(imagePicture({ layers }, history), layers, [
      { name: 'low:1', layers: layers.slice(0, 1) },
      { name: 'high:1', layers: layers.slice(0, 2) },
      { name: 'child:1', layers: [...layers, 'sha256:more'] },
    ]);
    assert.deepEqual(picture.base, { name: 'high:1', steps: 3 });
    assert.equal(ownSize(picture), 0);
    assert.equal(withShared(imagePicture({ layers }, history), layers, []).base, undefined);
  });
});

suite('The command of a layer', () => {
  test('is what a Dockerfile has, whichever builder made it', () => {
    assert.deepEqual(
      [
        '/bin/sh -c #(nop)  ENV A=1',
        '/bin/sh -c #(nop) COPY dir:0a1b in /src ',
        '/bin/sh -c apt-get update &&     apt-get install gcc',
        'RUN /bin/sh -c make -j # buildkit',
        'RUN |2 A=1 B=two words /bin/sh -c make # buildkit',
        '|1 A=1 /bin/sh -c make',
        'COPY . /src # buildkit',
        'WORKDIR /src',
        '',
      ].map(readableCommand),
      [
        'ENV A=1',
        'COPY … /src',
        'RUN apt-get update &&     apt-get install gcc',
        'RUN make -j',
        'RUN make',
        'RUN make',
        'COPY . /src',
        'WORKDIR /src',
        '',
      ],
    );
  });
});
