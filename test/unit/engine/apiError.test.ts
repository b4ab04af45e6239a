import assert from 'node:assert/strict';
import { apiError } from '../../../src/engine/apiError';
import type { EngineErrorKind } from '../../../src/engine/engineError';

const action = { what: 'start the container "dev"', subject: 'The container "dev"' };

/** Status, what engines say, what it is, and what its sentence must name. */
const cases: readonly (readonly [number, string, EngineErrorKind, RegExp])[] = [
  [
    409,
    'Conflict. The container name "/dev" is already in use by container "af3". You have to remove (or rename) that container to be able to reuse that name.',
    'nameTaken',
    /a container named "dev"/,
  ],
  [
    500,
    'driver failed programming external connectivity on endpoint dev (1f): Bind for 0.0.0.0:8080 failed: port is already allocated',
    'portTaken',
    /0\.0\.0\.0:8080 is taken by another container/,
  ],
  [
    500,
    'driver failed programming external connectivity on endpoint dev (1f): Error starting userland proxy: listen tcp4 0.0.0.0:22: bind: address already in use',
    'portTaken',
    /0\.0\.0\.0:22 is taken by another program/,
  ],
  [
    500,
    'could not select device driver "" with capabilities: [[gpu]]',
    'gpuUnavailable',
    /"dev" asks for a GPU/,
  ],
  [
    400,
    'invalid mount config for type "bind": bind source path does not exist: /home/ana/app',
    'mountMissing',
    /"\/home\/ana\/app", which does not exist/,
  ],
  [404, 'plugin "nodriver" not found', 'badRequest', /it has no driver "nodriver"/],
  [
    404,
    'create lab: error looking up volume plugin nodriver: plugin "nodriver" not found',
    'badRequest',
    /it has no driver "nodriver"/,
  ],
  [
    404,
    'image with reference lab was found but does not match the specified platform: wanted linux/riscv64, actual: linux/amd64',
    'badRequest',
    /"lab" on the engine is made for linux\/amd64, not for linux\/riscv64/,
  ],
  [
    404,
    'image with reference lab:1 was found but does not provide the specified platform (linux/riscv64)',
    'badRequest',
    /"lab:1" on the engine is not for linux\/riscv64/,
  ],
  [
    500,
    'Error processing tar file(exit status 1): archive/tar: invalid tar header',
    'badRequest',
    /the file is no tar archive/,
  ],
  [
    500,
    'Error processing tar file(exit status 1): write /lib/large: no space left on device',
    'diskFull',
    /its disk is full/,
  ],
  [
    500,
    'open /var/lib/docker/tmp/docker-import-1867095931/repositories: no such file or directory',
    'badRequest',
    /it found none in the archive/,
  ],
  [400, 'No command specified', 'badRequest', /Add one after the image, such as \/bin\/sh/],
  [
    404,
    'no such image: docker.io/library/gone:1: image not known',
    'imageMissing',
    /no image "docker\.io\/library\/gone:1" on/,
  ],
  [
    404,
    'failed to find image gone:1: docker.io/library/gone:1: No such image',
    'imageMissing',
    /no image "gone:1" on/,
  ],
  [404, 'Not Found', 'unsupported', /cannot start the container "dev" over its API/],
  [404, 'page not found', 'unsupported', /cannot start the container "dev" over its API/],
  [
    500,
    'renaming container 3fa8: name dev already in use, cannot rename container 3fa8: container already exists',
    'nameTaken',
    /a container named "dev"/,
  ],
  [
    500,
    'container 0608 is already connected to network "lab": network is already connected',
    'conflict',
    /already on the network "lab"/,
  ],
  [
    500,
    'container create: container-init binary not found on the host: stat /usr/libexec/podman/catatonit: no such file or directory',
    'badRequest',
    /"dev" is to have an init process .* "catatonit"/,
  ],
  [404, 'No such image: gone:1', 'imageMissing', /no image "gone:1"/],
  [409, 'Container 4f2 is not running', 'notRunning', /"dev" is not running/],
  ...[
    'You cannot remove a running container 4f2. Stop the container before attempting removal or force remove',
    'cannot remove container "/dev": container is running: stop the container before removing or force remove',
    'cannot remove container 4f2 as it is running - running or paused containers cannot be removed without force: container state improper',
  ].map((text) => [409, text, 'conflict', /"dev" is running and was not removed/] as const),
  [
    409,
    'Container 4f2 is paused, unpause the container before exec',
    'notRunning',
    /"dev" is paused/,
  ],
  [
    400,
    'OCI runtime create failed: runc create failed: unable to start container process: exec: "gbd": executable file not found in $PATH: unknown',
    'commandNotFound',
    /no program "gbd"/,
  ],
  [
    400,
    'client version 1.24 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version',
    'apiTooOld',
    /no API version in common/,
  ],
  [
    500,
    'pull access denied for secret, repository does not exist or may require docker login',
    'unauthorized',
    /log in to the registry/,
  ],
  [401, 'nobody knows you', 'unauthorized', /does not let you start the container "dev"/],
  [404, 'No such container: dev', 'notFound', /"dev" does not exist/],
  [409, 'removal of container dev is already in progress', 'conflict', /in progress/],
  [400, 'something odd', 'badRequest', /something odd/],
  [500, 'disk full', 'failed', /could not start the container "dev": disk full\./],
];

suite('An answer of refusal', () => {
  for (const [status, message, kind, sentence] of cases) {
    test(`${status} "${message.slice(0, 60)}" is ${kind}`, () => {
      const error = apiError(status, JSON.stringify({ message }), action);
      assert.equal(error.kind, kind);
      assert.match(error.message, sentence);
    });
  }

  test('that is no JSON is quoted', () => {
    assert.match(apiError(502, 'Bad Gateway', action).message, /: Bad Gateway\.$/);
  });

  test('without a word names the status', () => {
    assert.match(apiError(503, '', action).message, /\(HTTP 503\)/);
  });
});
