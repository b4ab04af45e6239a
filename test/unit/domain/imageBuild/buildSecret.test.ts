import assert from 'node:assert/strict';
import {
  mountsSshAgent,
  secretsMounted,
  secretWords,
  typedSecrets,
  type BuildSecret,
} from '../../../../src/domain/imageBuild/buildSecret';
import { parseDockerfile } from '../../../../src/domain/imageBuild/dockerfile';

suite('A secret of a build', () => {
  const typed: BuildSecret = { id: 'my.token', source: { kind: 'text', text: 'hush' } };

  test('is a flag of docker build', () => {
    assert.deepEqual(secretWords({ id: 'npm', source: { kind: 'variable', name: 'TOKEN' } }), [
      '--secret',
      'id=npm,env=TOKEN',
    ]);
    assert.deepEqual(secretWords({ id: 'key', source: { kind: 'file', hostPath: '/a, b/key' } }), [
      '--secret',
      'id=key,"src=/a, b/key"',
    ]);
  });

  test('is asked for by its id where a Dockerfile mounts it, or by the name of its file', () => {
    const dockerfile = parseDockerfile(`FROM debian
RUN --mount=type=cache,target=/var/cache/apt \\
    --mount=type=secret,id=token,required=true --mount=target=/root/.npmrc,type=secret true
RUN --mount=type=secret,id=token echo --mount=type=bind,id=no
`);
    assert.deepEqual(secretsMounted(dockerfile), ['token', '.npmrc']);
  });

  test('that was typed goes by the environment, and is on no command line', () => {
    assert.deepEqual(secretWords(typed), [
      '--secret',
      'id=my.token,env=DRYDOCK_SECRET_my_2e_token',
    ]);
    assert.deepEqual(typedSecrets([typed]), { DRYDOCK_SECRET_my_2e_token: 'hush' });
  });

  test('is no SSH agent, which a Dockerfile may mount as well', () => {
    const mounts = (...options: readonly string[]): boolean =>
      mountsSshAgent(parseDockerfile(`FROM debian\nRUN ${options.join(' ')} git fetch\n`));
    assert.equal(mounts('--network=none', '--mount=id=lab,type=ssh'), true);
    assert.equal(mounts('--mount=type=secret,id=ssh'), false);
    assert.equal(mounts('echo', 'no--mount=type=ssh'), false);
  });
});
