import assert from 'node:assert/strict';
import { composeContainerId } from '../../../../src/domain/devcontainer/composeContainerId';

suite('The container of a Compose service', () => {
  const id = '0123456789abcdef'.repeat(4);

  test('is found beside warnings', () => {
    const warning = 'time="2026-11-25T17:00:00Z" level=warning msg="`version` is obsolete"\n';
    assert.equal(composeContainerId(`${id}\n`), id);
    assert.equal(composeContainerId(`${warning}${id}\r\n`), id);
  });

  test('is not there when nothing runs', () => {
    assert.equal(composeContainerId(''), undefined);
    assert.equal(composeContainerId('no such service: app\n'), undefined);
  });
});
