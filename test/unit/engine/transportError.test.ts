import assert from 'node:assert/strict';
import type { EngineErrorKind } from '../../../src/engine/engineError';
import { transportError } from '../../../src/engine/transportError';

/** What Node says, what it is, and what the sentence must name. */
const cases: readonly (readonly [string, EngineErrorKind, RegExp])[] = [
  ['ENOENT', 'noSocket', /no container engine at "unix:\/\/\/x\.sock"/],
  ['ECONNREFUSED', 'refused', /Nothing listens at/],
  ['ENOTFOUND', 'refused', /host .* is not known/],
  ['EACCES', 'permissionDenied', /group "docker"/],
  ['ETIMEDOUT', 'timeout', /did not answer/],
  ['EHOSTUNREACH', 'timeout', /can be reached/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', /DEPTH_ZERO_SELF_SIGNED_CERT.*certificates/],
  ['CERT_HAS_EXPIRED', 'tls', /CERT_HAS_EXPIRED/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /could not be secured/],
  ['HPE_INVALID_CONSTANT', 'tls', /could not be secured/],
  ['ECONNRESET', 'connectionLost', /was lost \(ECONNRESET\)/],
  ['EPIPE', 'connectionLost', /was lost/],
];

suite('A failure to reach the engine', () => {
  for (const [code, kind, sentence] of cases) {
    test(`${code} is ${kind}, with a sentence and a next step`, () => {
      const failure = Object.assign(new Error(`connect ${code}`), { code });
      const error = transportError(failure, { url: 'unix:///x.sock' });
      assert.equal(error.kind, kind);
      assert.match(error.message, sentence);
      assert.ok(error.nextSteps.length > 0);
      assert.equal(error.cause, failure);
    });
  }
});
