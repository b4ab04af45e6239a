import { byteSize } from '../byteSize';
import { stripAnsi } from '../diagnostics/ansi';
import type { JobStep } from '../jobStep';
import { secondsText } from '../secondsText';
import type { BuildEvent, BuildStep } from './buildEvent';
import type { Dockerfile, DockerfileInstruction } from './dockerfile';
import { buildKitInstruction, classicInstruction, lineOfDockerfileError } from './lineOfStep';

/** Where a build failed in its Dockerfile, and what was said there. */
export interface BuildFailure {
  /** From 1. */
  readonly line: number;
  readonly endLine: number;
  /** The last lines that the step printed. */
  readonly output: readonly string[];
}

/** So many lines of a failed step's output are kept. */
const keptLines = 8;

/** Keeps what a build tells, to be shown step by step. */
export class BuildTrace {
  private readonly known = new Map<string, BuildStep>();
  private readonly parts = new Map<
    string,
    Map<string, readonly [current: number, total: number]>
  >();
  private readonly output = new Map<string, string>();

  constructor(private readonly dockerfile: Dockerfile) {}

  take(event: BuildEvent): void {
    switch (event.kind) {
      case 'step':
        this.known.set(event.step.id, { ...this.known.get(event.step.id), ...event.step });
        break;
      case 'progress': {
        const parts = this.parts.get(event.stepId) ?? new Map<string, readonly [number, number]>();
        parts.set(event.part, [event.current, event.total]);
        this.parts.set(event.stepId, parts);
        break;
      }
      case 'log':
        this.keep(event.stepId ?? this.running?.id ?? '', event.text);
        break;
    }
  }

  /** The build has ended without success: what still runs has failed, or was cancelled. */
  stop(state: 'failed' | 'cancelled', now: number): void {
    const hasFailed = this.all.some((step) => step.state === 'failed');
    for (const step of this.all) {
      if (step.state === 'running') {
        this.known.set(step.id, { ...step, state: hasFailed ? 'cancelled' : state, ended: now });
      }
    }
  }

  /** How much is done, from 0 to 1. */
  get done(): number {
    const ended = this.all.filter(({ state }) => state !== 'waiting' && state !== 'running');
    return this.known.size === 0 ? 0 : ended.length / this.known.size;
  }

  /** The step that runs now, if any. */
  get running(): BuildStep | undefined {
    return this.all.findLast(({ state }) => state === 'running');
  }

  steps(now: number): readonly JobStep[] {
    return this.all.map((step) => {
      const line = this.instructionOf(step)?.line;
      return {
        id: step.id,
        label: step.name,
        state: step.state,
        note: this.noteOf(step, now),
        ...(line === undefined ? {} : { line }),
      };
    });
  }

  /** Where it failed; `message` is what the builder said at the end. */
  failure(message: string): BuildFailure | undefined {
    const failed = this.all.findLast(({ state }) => state === 'failed');
    const written = lineOfDockerfileError(message);
    if (written !== undefined) {
      return { line: written, endLine: written, output: [] };
    }
    const instruction = failed && this.instructionOf(failed);
    // The classic builder writes what went to stderr in red.
    const output = stripAnsi(this.output.get(failed?.id ?? '') ?? '').split('\n');
    return (
      instruction && {
        line: instruction.line,
        endLine: instruction.endLine,
        output: output.filter(isOfTheStep).slice(-keptLines),
      }
    );
  }

  private get all(): readonly BuildStep[] {
    return [...this.known.values()];
  }

  private instructionOf({ instruction, name }: BuildStep): DockerfileInstruction | undefined {
    return instruction === undefined
      ? buildKitInstruction(this.dockerfile, name)
      : classicInstruction(this.dockerfile, instruction);
  }

  private noteOf(step: BuildStep, now: number): string {
    if (step.state === 'waiting' || step.started === undefined) {
      return '';
    }
    if (step.state === 'cached') {
      return 'cached';
    }
    const time = secondsText(Math.max(0, (step.ended ?? now) - step.started));
    const bytes = step.state === 'running' ? this.bytesOf(step) : '';
    return bytes === '' ? time : `${bytes} · ${time}`;
  }

  private bytesOf({ id }: BuildStep): string {
    const parts = [...(this.parts.get(id)?.values() ?? [])].filter(([, total]) => total > 0);
    const sum = (index: 0 | 1): number => parts.reduce((all, part) => all + part[index], 0);
    return parts.length === 0 ? '' : `${byteSize(sum(0))} of ${byteSize(sum(1))}`;
  }

  /** Only the end is kept, by characters first: a step may print a gigabyte. */
  private keep(stepId: string, text: string): void {
    this.output.set(stepId, ((this.output.get(stepId) ?? '') + text).slice(-8000));
  }
}

/** The classic builder tells of its containers between the lines of a step. */
function isOfTheStep(line: string): boolean {
  return line.trim() !== '' && !/^ ---> |^Removing intermediate container /.test(line);
}
