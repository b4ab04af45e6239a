import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { errorMessage } from '../base/errors';
import { parseEndpoint, type Endpoint, type TlsFiles } from './endpoint';
import { EngineError } from './engineError';
import { LooseJson } from './looseJson';
import { openSetting } from './nextSteps';

/** The environment variables that an engine is found by. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The user's home folder according to an environment. */
export function homeFolder(env: Environment): string {
  return env['HOME'] ?? env['USERPROFILE'] ?? homedir();
}

/** The folder in which the docker CLI keeps its configuration. */
export function dockerConfigFolder(env: Environment): string {
  return env['DOCKER_CONFIG'] ?? join(homeFolder(env), '.docker');
}

/** The docker CLI's `config.json`; empty when there is none. */
export async function readDockerConfig(env: Environment): Promise<LooseJson> {
  const file = join(dockerConfigFolder(env), 'config.json');
  const text = await readTextIfPresent(file);
  if (text === undefined) {
    return new LooseJson({});
  }
  try {
    return LooseJson.parse(text);
  } catch (error) {
    throw new EngineError(
      'badRequest',
      `The file "${file}" is not valid JSON: ${errorMessage(error)}. Mend or remove it.`,
      [],
      { cause: error },
    );
  }
}

/** The endpoint of a Docker context, as `docker context create` stored it. */
export async function contextEndpoint(name: string, env: Environment): Promise<Endpoint> {
  // The CLI names the folders of a context after the digest of its name.
  const digest = createHash('sha256').update(name).digest('hex');
  const contexts = join(dockerConfigFolder(env), 'contexts');
  const text = await readTextIfPresent(join(contexts, 'meta', digest, 'meta.json'));
  const docker = text === undefined ? undefined : LooseJson.parse(text).at('Endpoints', 'docker');
  const host = docker?.at('Host').text;
  if (!docker || !host) {
    throw new EngineError(
      'noSocket',
      `There is no Docker context named "${name}". Choose one that "docker context ls" lists, or set the engine's address.`,
      [openSetting('drydock.engine.endpoint')],
    );
  }
  const tls = await readTls(join(contexts, 'tls', digest, 'docker'));
  const skipVerify = docker.at('SkipTLSVerify').isTrue;
  return parseEndpoint(host, tls || skipVerify ? { ...tls, skipVerify } : undefined);
}

/** The PEM files that the docker CLI looks for in a folder; undefined when none of them is there. */
export async function readTls(folder: string): Promise<Omit<TlsFiles, 'skipVerify'> | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readTextIfPresent(join(folder, name))),
  );
  if (ca === undefined && cert === undefined && key === undefined) {
    return undefined;
  }
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function readTextIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw new EngineError(
      'permissionDenied',
      `The file "${file}" cannot be read: ${errorMessage(error)}.`,
      [],
      { cause: error },
    );
  }
}
