import { posix } from 'node:path';
import type { SourceLocation } from './diagnostic';
import type { CMakeTarget, CMakeTargetKind } from './cmakeTarget';

/** The folder under `.cmake/api/v1/query` that is ours, so that other clients' queries stay. */
export const fileApiClient = 'client-drydock';

/** What CMake is asked to describe at its next run. */
export const fileApiQuery = JSON.stringify({ requests: [{ kind: 'codemodel', version: 2 }] });

/** A reply that is not what cmake-file-api(7) describes. */
export class FileApiError extends Error {
  override readonly name = 'FileApiError';
}

/**
 * Reads the targets out of the replies of CMake's file API, given by file name. Every field beyond
 * the first version of the protocol is optional. Undefined when there is no reply for us at all.
 */
export function parseFileApiReply(
  replies: ReadonlyMap<string, string>,
  configurationName?: string,
): readonly CMakeTarget[] | undefined {
  // The newest index is the last by name; CMake 4 also writes error-*.json, which is none.
  const indexName = [...replies.keys()]
    .filter((name) => /^index-.*\.json$/.test(name))
    .sort()
    .at(-1);
  if (indexName === undefined) {
    return undefined;
  }
  const codemodelName = codemodelFile(parseObject(replies, indexName));
  if (codemodelName === undefined) {
    return undefined;
  }
  const codemodel = parseObject(replies, codemodelName);
  const sourceRoot = text(objectAt(codemodel, 'paths'), 'source') ?? '/';
  const buildRoot = text(objectAt(codemodel, 'paths'), 'build') ?? '/';
  const configurations = list(codemodel, 'configurations');
  const configuration =
    configurations.find((one) => text(one, 'name') === configurationName) ?? configurations[0];
  const targets: CMakeTarget[] = [];
  for (const reference of configuration === undefined ? [] : list(configuration, 'targets')) {
    const file = text(reference, 'jsonFile');
    if (file !== undefined) {
      const target = targetOf(parseObject(replies, file), sourceRoot, buildRoot);
      targets.push(...(target === undefined ? [] : [target]));
    }
  }
  return targets;
}

type Json = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<string, CMakeTargetKind>> = {
  EXECUTABLE: 'executable',
  STATIC_LIBRARY: 'staticLibrary',
  SHARED_LIBRARY: 'sharedLibrary',
  MODULE_LIBRARY: 'moduleLibrary',
  OBJECT_LIBRARY: 'objectLibrary',
  INTERFACE_LIBRARY: 'interfaceLibrary',
  UTILITY: 'utility',
};

function codemodelFile(index: Json): string | undefined {
  const answers = objectAt(objectAt(objectAt(index, 'reply'), fileApiClient), 'query.json');
  const codemodel = list(answers, 'responses').find((one) => text(one, 'kind') === 'codemodel');
  return codemodel === undefined ? undefined : text(codemodel, 'jsonFile');
}

function targetOf(target: Json, sourceRoot: string, buildRoot: string): CMakeTarget | undefined {
  const name = text(target, 'name');
  const kind = kinds[text(target, 'type') ?? ''];
  // ZERO_CHECK, ALL_BUILD and their like: made by the generator, of no use to a person.
  if (name === undefined || kind === undefined || target['isGeneratorProvided'] === true) {
    return undefined;
  }
  const artifact = mainArtifact(target);
  const definedAt = definition(target, sourceRoot);
  return {
    name,
    kind,
    ...(artifact === undefined
      ? {}
      : { artifactContainerPath: posix.resolve(buildRoot, artifact) }),
    sourceContainerPath: posix.resolve(
      sourceRoot,
      text(objectAt(target, 'paths'), 'source') ?? '.',
    ),
    ...(definedAt === undefined ? {} : { definedAt }),
  };
}

/** A shared library has several (import library, name link): the one called `nameOnDisk` is it. */
function mainArtifact(target: Json): string | undefined {
  const paths = list(target, 'artifacts').flatMap((artifact) => text(artifact, 'path') ?? []);
  const nameOnDisk = text(target, 'nameOnDisk');
  return paths.find((path) => posix.basename(path) === nameOnDisk) ?? paths[0];
}

/** The outermost call that led to the target lies nearest to what the person wrote. */
function definition(target: Json, sourceRoot: string): SourceLocation | undefined {
  const graph = objectAt(target, 'backtraceGraph');
  const node = list(graph, 'nodes')[number(target, 'backtrace') ?? -1];
  const files = Array.isArray(graph['files']) ? (graph['files'] as readonly unknown[]) : [];
  const file = node === undefined ? undefined : files[number(node, 'file') ?? -1];
  if (node === undefined || typeof file !== 'string') {
    return undefined;
  }
  return { path: posix.resolve(sourceRoot, file), line: number(node, 'line') ?? 1 };
}

function parseObject(replies: ReadonlyMap<string, string>, name: string): Json {
  const content = replies.get(name);
  if (content === undefined) {
    throw new FileApiError(`CMake's file API names "${name}", which is not there.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new FileApiError(`"${name}" of CMake's file API is not JSON.`, { cause: error });
  }
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(parent: Json, key: string): Json {
  const value = parent[key];
  return isObject(value) ? value : {};
}

function list(parent: Json, key: string): readonly Json[] {
  const value = parent[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function text(parent: Json, key: string): string | undefined {
  const value = parent[key];
  return typeof value === 'string' ? value : undefined;
}

function number(parent: Json, key: string): number | undefined {
  const value = parent[key];
  return typeof value === 'number' ? value : undefined;
}
