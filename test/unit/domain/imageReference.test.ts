import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatImageReference,
  imageNameFor,
  ImageReferenceError,
  parseImageReference,
} from '../../../src/domain/imageReference';

const digest = `sha256:${'4f1a'.repeat(16)}`;

suite('image references', () => {
  test('a bare name gets the tag latest', () => {
    assert.equal(formatImageReference(parseImageReference('debian')), 'debian:latest');
  });

  test('registry, port, path, tag and digest are told apart', () => {
    assert.deepEqual(parseImageReference(`localhost:5000/team/app:1.0@${digest}`), {
      registry: 'localhost:5000',
      repository: 'team/app',
      tag: '1.0',
      digest,
    });
  });

  test('a first part without a dot or a port is no registry', () => {
    assert.deepEqual(parseImageReference('nvidia/cuda:12.4.1-devel-ubuntu22.04'), {
      repository: 'nvidia/cuda',
      tag: '12.4.1-devel-ubuntu22.04',
    });
  });

  test('localhost and an IPv6 address are registries', () => {
    assert.equal(parseImageReference('localhost/app').registry, 'localhost');
    assert.equal(parseImageReference('[::1]:5000/app:2').registry, '[::1]:5000');
  });

  test('with a digest no tag is added', () => {
    assert.equal(formatImageReference(parseImageReference(`app@${digest}`)), `app@${digest}`);
  });

  for (const [text, reason] of [
    ['', /empty/],
    [' debian', /spaces/],
    ['Debian', /"debian"/],
    ['debian:', /tag/],
    ['debian:a b', /tag/],
    ['a//b', /small letters/],
    ['-debian', /small letters/],
    ['debian@sha256:1', /digest/],
    ['a'.repeat(256), /255/],
    ['0123456789abcdef'.repeat(4), /id of an image/],
  ] as const) {
    test(`"${text.slice(0, 20)}" is refused with its reason`, () => {
      assert.throws(() => parseImageReference(text), reason);
      assert.throws(() => parseImageReference(text), ImageReferenceError);
    });
  }

  test('what is written is read back the same', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,8})?$/);
    const reference = fc.record(
      {
        registry: fc.constantFrom('ghcr.io', 'localhost:5000', 'REGISTRY'),
        repository: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
        tag: fc.stringMatching(/^\w[\w.-]{0,10}$/),
      },
      { requiredKeys: ['repository', 'tag'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(reference, (given) => {
        // A first part with a dot would be read as a registry, as the docker CLI reads it.
        fc.pre(given.registry !== undefined || !given.repository.split('/')[0]?.includes('.'));
        assert.deepEqual(parseImageReference(formatImageReference(given)), given);
      }),
    );
  });

  test('any folder name makes a name that is accepted', () => {
    assert.equal(imageNameFor('My Project (v2)'), 'my-project-v2');
    assert.equal(imageNameFor('日本'), 'image');
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (folder) => {
        parseImageReference(imageNameFor(folder));
      }),
    );
  });
});
