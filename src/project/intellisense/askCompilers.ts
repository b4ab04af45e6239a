import {
  parseCompilerFacts,
  queryArguments,
  queryKey,
  type CompilerFacts,
  type CompilerQuery,
} from '../../domain/intellisense/compilerIncludes';
import type { ContainerEngine } from '../../engine/containerEngine';
import { runInContainer } from '../../engine/runInContainer';

/**
 * Asks the compilers of a container what they bring along, by {@link queryKey}. One that is not there
 * any more has nothing. nvcc tells its own folders and is asked for those of its host compiler, too.
 */
export async function askCompilers(
  engine: ContainerEngine,
  container: string,
  queries: readonly CompilerQuery[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, CompilerFacts>> {
  const answers = await Promise.all(
    queries.map(async (query) => {
      const facts = await ask(engine, container, query, signal);
      return [queryKey(query), facts] as const;
    }),
  );
  return new Map(answers);
}

async function ask(
  engine: ContainerEngine,
  container: string,
  query: CompilerQuery,
  signal: AbortSignal | undefined,
): Promise<CompilerFacts> {
  const { stdout, stderr } = await runInContainer(
    engine,
    container,
    {
      argv: ['sh', '-c', '"$@" </dev/null', 'sh', query.compiler, ...queryArguments(query)],
      env: ['LC_ALL=C'],
      processGroup: true,
    },
    signal,
  );
  const facts = parseCompilerFacts(`${stdout}\n${stderr}`);
  if (query.language !== 'cuda') {
    return facts;
  }
  const host = await ask(engine, container, { ...query, compiler: 'g++', language: 'c++' }, signal);
  return {
    ...host,
    includeContainerPaths: [
      ...new Set([...facts.includeContainerPaths, ...host.includeContainerPaths]),
    ],
  };
}
