import { randomUUID } from 'node:crypto';
import { CancelledError } from '../base/errors';
import type { BuildPlace } from '../domain/diagnostics/buildContext';
import type { PathMap } from '../domain/pathMap';
import type { ContainerEngine } from '../engine/containerEngine';
import type { ExecProcess, ExecRequest } from '../engine/execOperations';
import { readBuildOutput, type DiagnosticCounts } from './buildOutput';
import type { BuildSink } from './buildSink';
import { followKeptStep, runKeptStep, type KeptStep } from './keptStep';

/** One run of a tool for a build: all that is needed to find it again after the window is gone. */
export interface BuildStep extends KeptStep {
  readonly kind: 'configure' | 'build';
  /** Where its output's paths count from. */
  readonly place: BuildPlace;
}

/** How a step ended. */
export interface StepResult extends DiagnosticCounts {
  readonly exitCode: number;
}

/** Where the paths of a step are shown, and what it tells. */
interface StepReader {
  readonly pathMap: PathMap;
  readonly sink: BuildSink;
}

/** A step that has not begun, with a place of its own in the container. */
export function newBuildStep(step: Omit<BuildStep, 'keptContainerPath'>): BuildStep {
  return { ...step, keptContainerPath: `/tmp/drydock-build-${randomUUID()}` };
}

/** Runs a step, telling the sink of it so that it can be remembered meanwhile. */
export function runBuildStep(
  engine: ContainerEngine,
  step: BuildStep,
  request: Pick<ExecRequest, 'argv' | 'cwd' | 'env'>,
  reader: StepReader,
  signal?: AbortSignal,
): Promise<StepResult> {
  const { user } = step;
  const whole = { ...request, ...(user === undefined ? {} : { user }) };
  return remembered(step, reader, (read) => runKeptStep(engine, step, whole, read, signal));
}

/** Reads a step that an earlier window has begun, from its first line. */
export function followBuildStep(
  engine: ContainerEngine,
  step: BuildStep,
  reader: StepReader,
  signal?: AbortSignal,
): Promise<StepResult> {
  return remembered(step, reader, (read) => followKeptStep(engine, step, read, signal));
}

async function remembered(
  step: BuildStep,
  { pathMap, sink }: StepReader,
  run: (
    read: (process: ExecProcess) => Promise<DiagnosticCounts>,
  ) => Promise<{ readonly exitCode: number; readonly value: DiagnosticCounts }>,
): Promise<StepResult> {
  sink.onStep?.(step);
  try {
    const { exitCode, value } = await run((process) =>
      readBuildOutput(process.stdout, step.place, pathMap, sink),
    );
    sink.onStep?.(undefined);
    return { ...value, exitCode };
  } catch (error) {
    // One whose connection was lost may still run, and be found again.
    if (error instanceof CancelledError) {
      sink.onStep?.(undefined);
    }
    throw error;
  }
}
