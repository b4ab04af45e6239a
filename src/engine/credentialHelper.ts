import { execFile } from 'node:child_process';
import type { RegistryCredentials } from '../domain/registryCredentials';
import type { Environment } from './dockerConfig';
import { readDockerConfig } from './dockerConfig';
import { EngineError } from './engineError';
import { LooseJson } from './looseJson';

/** The helper that Docker's config.json names for a registry, such as `pass`; undefined when none. */
export async function configuredHelper(
  registry: string,
  env: Environment,
): Promise<string | undefined> {
  const config = await readDockerConfig(env);
  return config.at('credHelpers', registry).text || config.at('credsStore').text || undefined;
}

/** What a helper keeps for a registry; undefined when it has nothing. */
export async function readFromHelper(
  helper: string,
  registry: string,
  env: Environment,
  signal?: AbortSignal,
): Promise<RegistryCredentials | undefined> {
  const answer = await runHelper(helper, 'get', registry, env, signal);
  if (answer.code !== 0) {
    // The helper ran and has nothing for this registry.
    return undefined;
  }
  const json = LooseJson.parse(answer.stdout);
  const username = json.at('Username').text;
  const secret = json.at('Secret').text;
  return username === tokenUser
    ? { kind: 'token', identityToken: secret }
    : { kind: 'password', username, password: secret };
}

/** Has a helper keep a log-in, as `docker login` does. */
export async function keepInHelper(
  helper: string,
  registry: string,
  credentials: RegistryCredentials,
  env: Environment,
): Promise<void> {
  const entry =
    credentials.kind === 'token'
      ? { ServerURL: registry, Username: tokenUser, Secret: credentials.identityToken }
      : { ServerURL: registry, Username: credentials.username, Secret: credentials.password };
  const { code, stdout } = await runHelper(helper, 'store', JSON.stringify(entry), env);
  if (code !== 0) {
    throw new EngineError(
      'failed',
      `The credential helper "${programOf(helper)}" could not keep the log-in to "${registry}": ${reasonOf(stdout, code)}.`,
    );
  }
}

/** Has a helper forget a log-in, as `docker logout` does. */
export async function eraseFromHelper(
  helper: string,
  registry: string,
  env: Environment,
): Promise<void> {
  const { code, stdout } = await runHelper(helper, 'erase', registry, env);
  if (code !== 0) {
    throw new EngineError(
      'failed',
      `The credential helper "${programOf(helper)}" could not forget the log-in to "${registry}": ${reasonOf(stdout, code)}.`,
    );
  }
}

/** In place of a user's name: the secret is a token. */
const tokenUser = '<token>';

function programOf(helper: string): string {
  return `docker-credential-${helper}`;
}

function reasonOf(stdout: string, code: number): string {
  return stdout.trim().replace(/\.$/, '') || `it ended with ${code}`;
}

/** Helpers are programs that take what they need on stdin and tell all on stdout, their errors as well. */
function runHelper(
  helper: string,
  verb: 'get' | 'store' | 'erase',
  input: string,
  env: Environment,
  signal?: AbortSignal,
): Promise<{ readonly code: number; readonly stdout: string }> {
  const program = programOf(helper);
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [verb],
      { env: { ...env }, timeout: 30_000, ...(signal ? { signal } : {}) },
      (error, stdout) => {
        if (!error || typeof error.code === 'number') {
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout });
        } else {
          reject(
            new EngineError(
              'unauthorized',
              `The credential helper "${program}", which Docker's config.json names, could not be run: ${error.message}. Install it, or take it out of config.json.`,
              [],
              { cause: error },
            ),
          );
        }
      },
    );
    child.stdin?.on('error', () => undefined).end(input);
  });
}
