import assert from 'node:assert/strict';
import { maskValues, showMessage } from '../../../src/adapter/client/secrets';

suite('the secrets of an environment', () => {
  test('are taken out of a line in every form in which they are written', () => {
    const mask = maskValues(['pass"word\\', 'token', 'tokens', '']);
    assert.equal(
      mask('A=pass"word\\ B="pass\\"word\\\\" C="\\"pass\\\\\\"word\\\\\\\\\\""'),
      'A=… B="…" C="\\"…\\""',
    );
    assert.equal(mask('token tokens'), 'token …');
  });

  test('are taken out of a launch configuration by their place', () => {
    const environment = [{ name: 'A', value: 'x' }, { name: 'B' }];
    const shown = showMessage({
      command: 'launch',
      arguments: {
        environment,
        env: { C: 'y' },
        pipeTransport: { pipeEnv: { D: 'z' } },
        args: ['x'],
      },
    });
    assert.deepEqual(JSON.parse(shown), {
      command: 'launch',
      arguments: {
        environment: [{ name: 'A', value: '…' }, { name: 'B' }],
        env: { C: '…' },
        pipeTransport: { pipeEnv: { D: '…' } },
        args: ['x'],
      },
    });
  });
});
