import assert from 'node:assert/strict';
import { environmentVariables } from '../../../src/domain/environment';

suite('the environment of a container', () => {
  test('is read up to the first equals sign, in the order of the names', () => {
    const variables = environmentVariables(['PATH=/bin', 'FLAGS=-DX=1', 'EMPTY=', 'ALONE']);
    assert.deepEqual(
      variables.map(({ name, value }) => [name, value]),
      [
        ['ALONE', ''],
        ['EMPTY', ''],
        ['FLAGS', '-DX=1'],
        ['PATH', '/bin'],
      ],
    );
  });

  test('what its name calls a secret is known as one', () => {
    const secrets = ['DB_PASSWORD', 'GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'api_key', 'DB_PWD'];
    const plain = ['PWD', 'PATH', 'KEYBOARD', 'TOKENIZERS_PARALLELISM', 'SSH_AUTH_SOCK'];
    const isSecret = (name: string): boolean =>
      environmentVariables([`${name}=x`])[0]?.isSecret ?? false;
    assert.deepEqual(secrets.map(isSecret), [true, true, true, true, true]);
    assert.deepEqual(plain.map(isSecret), [false, false, false, false, false]);
  });

  test('an empty value is no secret', () => {
    assert.equal(environmentVariables(['TOKEN='])[0]?.isSecret, false);
  });
});
