import { errorMessage, UserError } from '../base/errors';
import type { ContainerSpec } from './containerSpec';

/** What the machine where a line is typed gives to it: files by their written path, and variables. */
export interface ClientMachine {
  readFile(hostPath: string): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads what `docker run` reads on the client: the files of `--env-file`, `--label-file` and
 * `--security-opt seccomp=FILE`, and the values of variables given by name. The result needs no file.
 */
export async function readClientFiles(
  spec: ContainerSpec,
  client: ClientMachine,
): Promise<ContainerSpec> {
  const { envFiles = [], labelFiles = [], env, labels, securityOpt, ...rest } = spec;
  const lookUp = (name: string): string | undefined => client.env[name];
  const fileEnv = await readKeyValueFiles('environment', envFiles, client, lookUp);
  const fileLabels = await readKeyValueFiles('label', labelFiles, client, () => undefined);
  const ownEnv = env?.map((entry) => {
    const value = entry.includes('=') ? undefined : lookUp(entry);
    return value === undefined ? entry : `${entry}=${value}`;
  });
  return {
    ...rest,
    ...((env !== undefined || fileEnv.length > 0) && { env: [...fileEnv, ...(ownEnv ?? [])] }),
    ...((labels !== undefined || fileLabels.length > 0) && {
      labels: { ...Object.fromEntries(fileLabels.map(splitEntry)), ...labels },
    }),
    ...(securityOpt !== undefined && {
      securityOpt: await Promise.all(securityOpt.map((option) => inlineProfile(option, client))),
    }),
  };
}

/** The entries of the files in order; a name alone is given a value or left out, as the CLI does. */
async function readKeyValueFiles(
  what: 'environment' | 'label',
  hostPaths: readonly string[],
  client: ClientMachine,
  lookUp: (name: string) => string | undefined,
): Promise<string[]> {
  const entries: string[] = [];
  for (const hostPath of hostPaths) {
    const text = await readText(`${what} file`, hostPath, client);
    for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
      const entry = line.trimStart();
      if (entry === '' || entry.startsWith('#')) {
        continue;
      }
      const name = entry.split('=', 1)[0] ?? '';
      if (name === '' || /\s/.test(entry.includes('=') ? name : name.trimEnd())) {
        throw new UserError(
          `The ${what} file "${hostPath}" has a line without a proper name: "${line}".`,
        );
      }
      const value = entry.includes('=') ? undefined : lookUp(name.trim());
      if (entry.includes('=')) {
        entries.push(entry);
      } else if (value !== undefined) {
        entries.push(`${name.trim()}=${value}`);
      }
    }
  }
  return entries;
}

/** The engine takes the profile itself, not the name of a file. */
async function inlineProfile(option: string, client: ClientMachine): Promise<string> {
  const hostPath = /^seccomp[=:](?!unconfined$|builtin$|[{])(.+)$/s.exec(option)?.[1];
  if (hostPath === undefined) {
    return option;
  }
  const text = await readText('seccomp profile', hostPath, client);
  try {
    return `seccomp=${JSON.stringify(JSON.parse(text))}`;
  } catch (error) {
    throw new UserError(
      `The seccomp profile "${hostPath}" is not JSON: ${errorMessage(error)}.`,
      [],
      { cause: error },
    );
  }
}

async function readText(what: string, hostPath: string, client: ClientMachine): Promise<string> {
  try {
    return await client.readFile(hostPath);
  } catch (error) {
    throw new UserError(
      `The ${what} "${hostPath}" of the line cannot be read: ${errorMessage(error)}.`,
      [],
      { cause: error },
    );
  }
}

function splitEntry(entry: string): [string, string] {
  const [key = '', ...rest] = entry.split('=');
  return [key, rest.join('=')];
}
