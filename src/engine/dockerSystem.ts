import type { RegistryCredentials } from '../domain/registryCredentials';
import { slowCall, type DriverContext } from './driverContext';
import { engineInfoReader } from './engineInfo';
import { diskUsageFromDf } from './fromDockerSystem';
import { toRegistryAuth } from './registryCredentials';
import type { SystemOperations } from './systemOperations';

/** What Docker's API says of the engine itself. */
export function dockerSystem({ client }: DriverContext): SystemOperations {
  return {
    info: engineInfoReader(client),

    async ping(signal) {
      const action = { what: 'answer', subject: 'The engine' };
      await client.text({ method: 'GET', path: '/_ping' }, action, signal);
    },

    async diskUsage(signal) {
      return diskUsageFromDf(
        await client.json(
          { method: 'GET', path: '/system/df', timeout: slowCall },
          { what: 'measure what it keeps', subject: 'The disk usage' },
          signal,
        ),
      );
    },

    async pruneBuildCache(signal) {
      const answer = await client.json(
        { method: 'POST', path: '/build/prune', query: { all: true }, timeout: slowCall },
        { what: 'empty its build cache', subject: 'The build cache' },
        signal,
      );
      return answer.at('SpaceReclaimed').number;
    },

    async checkRegistryLogin(registry, credentials, signal) {
      const answer = await client.json(
        {
          method: 'POST',
          path: '/auth',
          body: toRegistryAuth(registry, credentials),
          timeout: slowCall,
        },
        {
          what: `log in to the registry "${registry}"`,
          subject: `The registry "${registry}"`,
          registry,
        },
        signal,
      );
      const identityToken = answer.at('IdentityToken').text;
      return identityToken
        ? ({ kind: 'token', identityToken } satisfies RegistryCredentials)
        : credentials;
    },
  };
}
