import { UserError } from '../../base/errors';
import type { PathMap } from '../../domain/pathMap';
import type { MiClient } from '../../gdb/miClient';
import { skipWhileStepping, stepIntoBareCode, type SkipPattern } from '../../gdb/skipCommands';
import type { Attributes } from './attributes';

/** Where steps go, as the launch configuration has it. */
export interface SteppingPlan {
  /** Files (with a slash) and functions that a step goes over, by patterns. */
  readonly skip: readonly string[];
  /** A step also goes into functions without line numbers. */
  readonly stepIntoCodeWithoutSource: boolean;
}

/** Reads `skip` and `stepIntoCodeWithoutSource`. */
export function readStepping(attributes: Attributes): SteppingPlan {
  const skip = attributes.texts('skip');
  const wrong = skip.find((each) => each.trim() === '' || /[\n\r]/.test(each));
  if (wrong !== undefined) {
    throw new UserError(
      'The attribute "skip" holds an empty entry or one with a line break. Write patterns of files, such as "/usr/include/**", or of functions, such as "std::*".',
    );
  }
  return {
    skip,
    stepIntoCodeWithoutSource: attributes.flag('stepIntoCodeWithoutSource') ?? false,
  };
}

/** Tells gdb where steps go. */
export async function applyStepping(
  client: MiClient,
  pathMap: PathMap,
  { skip, stepIntoCodeWithoutSource }: SteppingPlan,
): Promise<void> {
  await Promise.all([
    skipWhileStepping(
      client,
      skip.map((each) => skipPattern(each, pathMap)),
    ),
    stepIntoCodeWithoutSource ? stepIntoBareCode(client) : undefined,
  ]);
}

/** A pattern with a slash is one of files, by their path on the host or in the container. */
export function skipPattern(text: string, pathMap: PathMap): SkipPattern {
  const glob = text.trim();
  if (!/[/\\]/.test(glob)) {
    return { kind: 'function', glob };
  }
  const folder = /^[^*?[]*(?=[/\\])/.exec(glob)?.[0] ?? '';
  const mapped = folder === '' ? undefined : pathMap.toContainer(folder);
  const path = mapped === undefined ? glob : `${mapped}${glob.slice(folder.length)}`;
  return { kind: 'file', glob: mapped === undefined ? path : path.replaceAll('\\', '/') };
}
