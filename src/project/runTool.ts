import type { Logger } from '../base/logger';
import type { PathMap } from '../domain/pathMap';
import type { ContainerEngine } from '../engine/containerEngine';
import type { BuildSink } from './buildSink';
import { newBuildStep, runBuildStep, type StepResult } from './buildStep';
import { buildEnvironment } from './cmakeScripts';

/** A build tool that is to run in a container. */
interface ToolRun {
  readonly container: string;
  readonly user?: string;
  readonly cwd: string;
  /** `KEY=value`. */
  readonly environment: readonly string[];
  readonly kind: 'configure' | 'build';
  /** Runs `program` with `arguments` after `scriptArguments`. */
  readonly script: string;
  readonly scriptArguments?: readonly string[];
  readonly program: string;
  readonly arguments: readonly string[];
  /** The arguments that a person would type, where they differ. */
  readonly shown?: readonly string[];
}

/** What the tool's output is about. */
interface ToolSubject {
  readonly sourceContainerPath: string;
  readonly buildContainerPath: string;
  readonly compiler: 'gcc' | 'clang';
  readonly pathMap: PathMap;
}

/** Runs a build tool, and shows and reads what it prints while it runs. */
export async function runTool(
  { engine, log }: { readonly engine: ContainerEngine; readonly log: Logger },
  run: ToolRun,
  subject: ToolSubject,
  sink: BuildSink,
  signal: AbortSignal | undefined,
): Promise<StepResult> {
  const { container, user, cwd, program } = run;
  sink.onCommand?.([
    ...['docker', 'exec', ...(user === undefined ? [] : ['-u', user])],
    ...['-w', cwd, container, program, ...(run.shown ?? run.arguments)],
  ]);
  const step = newBuildStep({
    container,
    ...(user === undefined ? {} : { user }),
    kind: run.kind,
    place: {
      sourceDirectory: subject.sourceContainerPath,
      buildDirectory: subject.buildContainerPath,
      compiler: subject.compiler,
    },
  });
  const ended = await runBuildStep(
    engine,
    step,
    {
      argv: [
        ...['sh', '-c', run.script, 'sh', ...(run.scriptArguments ?? [])],
        ...[program, ...run.arguments],
      ],
      cwd,
      env: [...buildEnvironment, ...run.environment],
    },
    { pathMap: subject.pathMap, sink },
    signal,
  );
  log.info(`${program} in the container "${container}" ended with exit code ${ended.exitCode}.`);
  return ended;
}
