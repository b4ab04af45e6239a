import assert from 'node:assert/strict';
import { remarksText } from '../../../src/domain/engineRemarks';

suite('what an engine remarked', () => {
  test('is told in sentences, each once', () => {
    const swap = 'Your kernel does not support swap limit capabilities.';
    const ports = 'Published ports are discarded when using host network mode';
    assert.equal(remarksText([swap, ports, swap]), `${swap} ${ports}.`);
  });

  test('is told without the word that the notification shows as an icon', () => {
    assert.equal(
      remarksText(['WARNING: IPv4 forwarding is disabled.']),
      'IPv4 forwarding is disabled.',
    );
  });

  test('is nothing where the engine said nothing', () => {
    assert.equal(remarksText([]), '');
    assert.equal(remarksText([' ']), '');
  });
});
