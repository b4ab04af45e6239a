import assert from 'node:assert/strict';
import {
  hubRegistry,
  registryFromText,
  registryLabel,
  registryOf,
} from '../../../src/domain/registryCredentials';

suite('The name of a registry', () => {
  test('is read from what people type or paste', () => {
    assert.equal(registryFromText(' ghcr.io '), 'ghcr.io');
    assert.equal(registryFromText('https://lab.example:5000/v2/'), 'lab.example:5000');
    assert.equal(registryFromText('localhost:5000'), 'localhost:5000');
    assert.equal(registryFromText('[::1]:5000'), '[::1]:5000');
  });

  test('is that of Docker Hub for nothing, and for all of its hosts', () => {
    for (const text of ['', 'docker.io', 'hub.docker.com', hubRegistry, 'registry-1.docker.io']) {
      assert.equal(registryFromText(text), hubRegistry, text);
    }
    assert.equal(registryLabel(hubRegistry), 'Docker Hub');
  });

  test('is not one with spaces or a user', () => {
    assert.equal(registryFromText('my registry'), undefined);
    assert.equal(registryFromText('ana@lab.example'), undefined);
  });

  test('found in a reference is the one that the log-in is kept under', () => {
    assert.equal(registryOf('lab.example:5000/team/app:1'), registryFromText('lab.example:5000'));
    assert.equal(registryOf('debian:12'), registryFromText(''));
  });
});
