import { readFile } from 'node:fs/promises';
import { errorMessage, UserError } from '../../base/errors';
import type { Attributes } from './attributes';
import { parseEnvFile } from './envFile';

/** Reads `environment`, which wins, and `envFile`. */
export async function readEnvironment(attributes: Attributes): Promise<Record<string, string>> {
  const variables = await readEnvironmentFile(attributes.text('envFile'));
  for (const each of attributes.parts('environment')) {
    const name = each.text('name');
    if (!name || !/^[^\s=]+$/.test(name)) {
      throw new UserError(
        'The attribute "environment" holds an entry without a proper "name". Write each as { "name": "NAME", "value": "text" }.',
      );
    }
    const value = each.text('value') ?? '';
    if (/[\n\r]/.test(value)) {
      throw new UserError(
        `The attribute "environment" gives "${name}" a line break, which gdb cannot pass on.`,
      );
    }
    variables[name] = value;
  }
  return variables;
}

async function readEnvironmentFile(hostPath: string | undefined): Promise<Record<string, string>> {
  if (!hostPath) {
    return {};
  }
  try {
    return parseEnvFile(await readFile(hostPath, 'utf8'));
  } catch (error) {
    throw new UserError(
      `The attribute "envFile" names "${hostPath}", which cannot be read: ${errorMessage(error)}.`,
      [],
      { cause: error },
    );
  }
}
