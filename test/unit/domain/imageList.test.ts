import assert from 'node:assert/strict';
import { ageText } from '../../../src/domain/age';
import { byteSize } from '../../../src/domain/byteSize';
import type { ImageSummary } from '../../../src/domain/image';
import { imageDescription, imageLabel, sortImages } from '../../../src/domain/imageList';
import { quoteArgv } from '../../../src/domain/shellQuote';

const now = Date.UTC(2026, 0, 10, 12);
const day = 24 * 3_600_000;

function image(tags: readonly string[], more: Partial<ImageSummary> = {}): ImageSummary {
  return {
    id: `sha256:${'0123456789abcdef'.repeat(4)}`,
    tags,
    size: 199_000_000,
    created: now - 2 * day,
    labels: {},
    digests: [],
    ...more,
  };
}

suite('the list of images', () => {
  test('tagged ones stand first by name, untagged ones last, the newest first', () => {
    const sorted = sortImages([
      image([], { created: 1 }),
      image(['b:1']),
      image([], { created: 2 }),
      image(['a:1']),
    ]);
    assert.deepEqual(
      sorted.map(({ tags, created }) => tags[0] ?? created),
      ['a:1', 'b:1', 2, 1],
    );
  });

  test('an image shows size and age, more tags, and that it is in use', () => {
    assert.equal(imageDescription(image(['a:1']), 0, now), '199 MB · 2 days');
    assert.equal(
      imageDescription(image(['a:1', 'a:2']), 1, now),
      '+1 tag · 199 MB · 2 days · in use',
    );
  });

  test('an untagged image is known by its id', () => {
    assert.equal(imageLabel(image([])), '0123456789ab');
    assert.match(imageDescription(image([]), 0, now), /^untagged/);
  });
});

suite('figures and words for a person', () => {
  test('bytes have three digits', () => {
    assert.deepEqual([0, 999, 999_600, 1_236_000_000].map(byteSize), [
      '0 B',
      '999 B',
      '1 MB',
      '1.24 GB',
    ]);
  });

  test('an age is told in its largest unit', () => {
    assert.equal(ageText(now - 59_000, now), 'just now');
    assert.equal(ageText(now - 60_000, now), '1 minute');
    assert.equal(ageText(now - 45 * day, now), '1 month');
    assert.equal(ageText(now + day, now), 'just now');
  });

  test('only words that need it are quoted', () => {
    assert.equal(
      quoteArgv(['docker', 'exec', '-it', "it's", 'a b', '']),
      String.raw`docker exec -it 'it'\''s' 'a b' ''`,
    );
  });
});
