import assert from 'node:assert/strict';
import { wantsSymbols } from '../../../src/adapter/start/symbolLoading';

suite('the libraries whose symbols are read', () => {
  const wanted = (loadAll: boolean, ...exceptions: readonly string[]): readonly string[] =>
    ['/lib/libc.so.6', '/w/libplugin.so', '/w/lib[1].so'].filter((library) =>
      wantsSymbols({ loadAll, exceptions }, library),
    );

  test('are all but the exceptions', () => {
    assert.deepEqual(wanted(true, 'libc.so.6', '/w/lib[1].so'), ['/w/libplugin.so']);
  });

  test('are the exceptions alone', () => {
    assert.deepEqual(wanted(false, 'libp*'), ['/w/libplugin.so']);
    assert.deepEqual(wanted(false, '/w/*'), ['/w/libplugin.so', '/w/lib[1].so']);
    assert.deepEqual(wanted(false, 'plugin', 'lib1.so'), []);
    assert.deepEqual(wanted(false), []);
  });
});
