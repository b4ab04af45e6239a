import assert from 'node:assert/strict';
import { readProfiles, withoutProfile, withProfile } from '../../../src/domain/containerProfile';

suite('container profiles', () => {
  const debian = { name: 'debian', dockerRun: 'docker run -it debian' };
  const unfinished = { name: 'cuda', dockerrun: 'docker run --gpus all nvidia/cuda' };
  const entries = [unfinished, debian, 'docker run alpine', null];

  test('what is no profile is left aside', () => {
    assert.deepEqual(readProfiles(entries), [debian]);
  });

  test('a profile that is saved leaves what is not understood where it is', () => {
    const alpine = { name: 'alpine', dockerRun: 'docker run alpine' };
    assert.deepEqual(withProfile(entries, alpine), [...entries, alpine]);
  });

  test('a profile of the same name is replaced', () => {
    const changed = { name: 'debian', dockerRun: 'docker run --init debian' };
    assert.deepEqual(readProfiles(withProfile(entries, changed)), [changed]);
  });

  test('a profile that is deleted leaves what is not understood', () => {
    assert.deepEqual(withoutProfile(entries, 'debian'), [unfinished, 'docker run alpine', null]);
    assert.deepEqual(withoutProfile(entries, 'cuda'), entries);
  });
});
