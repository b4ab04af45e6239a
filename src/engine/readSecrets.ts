import { readFile } from 'node:fs/promises';
import { errorMessage, UserError } from '../base/errors';
import type { BuildSecret } from '../domain/imageBuild/buildSecret';
import type { Environment } from './dockerConfig';

/** What each secret holds, by its id. Rejects, before anything is built, when one cannot be had. */
export async function readSecrets(
  secrets: readonly BuildSecret[],
  env: Environment,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const held = secrets.map(async (secret) => [secret.id, await read(secret, env)] as const);
  return new Map(await Promise.all(held));
}

async function read({ id, source }: BuildSecret, env: Environment): Promise<Uint8Array> {
  switch (source.kind) {
    case 'text':
      return Buffer.from(source.text);
    case 'variable': {
      const value = env[source.name];
      if (value === undefined) {
        throw new UserError(
          `The build secret "${id}" is to come from the environment variable "${source.name}", which is not set. Set it where VS Code is started, or choose another source for the secret.`,
        );
      }
      return Buffer.from(value);
    }
    case 'file':
      try {
        return await readFile(source.hostPath);
      } catch (error) {
        throw new UserError(
          `The build secret "${id}" is to come from "${source.hostPath}", which cannot be read (${errorMessage(error)}). Make it readable, or choose another source for the secret.`,
          [],
          { cause: error },
        );
      }
  }
}
