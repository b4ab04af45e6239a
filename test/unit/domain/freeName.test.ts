import assert from 'node:assert/strict';
import { freeName } from '../../../src/domain/freeName';

suite('freeName', () => {
  test('a free name stays', () => {
    assert.equal(freeName('app', ['other']), 'app');
  });

  test('a taken name gets the first free number', () => {
    assert.equal(freeName('app', ['app', 'app-2', 'app-4']), 'app-3');
  });
});
