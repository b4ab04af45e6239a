import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerConfigFolder, type Environment } from './dockerConfig';
import { LooseJson } from './looseJson';
import { defaultSockets } from './resolveEndpoint';

/** The engines that a user may choose from. */
export interface ListedEngines {
  readonly contexts: readonly { readonly name: string; readonly url: string }[];
  /** Addresses of sockets that are there. */
  readonly sockets: readonly string[];
}

/** Lists the Docker contexts and the default sockets of this machine, without connecting to any. */
export async function listEngines(env: Environment): Promise<ListedEngines> {
  const sockets = defaultSockets(env, process.platform).filter(
    (url) => process.platform === 'win32' || existsSync(url.replace('unix://', '')),
  );
  return { contexts: await listContexts(env), sockets };
}

async function listContexts(env: Environment): Promise<ListedEngines['contexts']> {
  const folder = join(dockerConfigFolder(env), 'contexts', 'meta');
  const digests = await readdir(folder).catch(() => []);
  const contexts = await Promise.all(
    digests.map(async (digest) => {
      const meta = await readMeta(join(folder, digest, 'meta.json'));
      return { name: meta.at('Name').text, url: meta.at('Endpoints', 'docker', 'Host').text };
    }),
  );
  return contexts
    .filter(({ name, url }) => name !== '' && url !== '')
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** A context that cannot be read cannot be chosen; the others can. */
async function readMeta(file: string): Promise<LooseJson> {
  try {
    return LooseJson.parse(await readFile(file, 'utf8'));
  } catch {
    return new LooseJson({});
  }
}
