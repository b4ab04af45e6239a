import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage, UserError } from '../../base/errors';
import type { BuildProgress } from '../../domain/buildProgress';
import { TimeLeft } from '../../domain/timeLeft';
import type { BuildSink } from '../../project/buildSink';
import type { BuildStep } from '../../project/buildStep';
import type { BuildResult } from '../../project/cmakeProject';
import { isCancellation, type Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { requireTrust } from '../trust';
import type { BuildProblems } from './buildProblems';
import { buildSummary } from './buildSummary';
import { exitCodes, type DrydockTaskDefinition } from './drydockTask';
import type { FolderProject } from './folderProject';
import { offerHandBack } from './handBackCommand';
import type { KeptBuilds } from './keptBuilds';
import { requirePresetChoice } from './pickPreset';
import { compileSource, installProject, packageProject, runWorkflow } from './projectJobs';
import { saveChangedFiles } from './saveChangedFiles';
import type { Variant } from './variant';

/** How a task is run that is one of several, side by side. */
export interface BuildWatch {
  /** The names of the containers that all are in. */
  readonly containers: readonly string[];
  readonly onProgress: (progress: BuildProgress) => void;
  readonly onEnded: (result: BuildResult) => void;
}

/** What a {@link BuildRunner} need not be told. */
interface RunOptions {
  readonly variant?: Variant;
  /** What an earlier window has begun of it. */
  readonly begun?: BuildStep | undefined;
  /** Absent: the status bar shows the progress. */
  readonly watch?: BuildWatch | undefined;
}

/** Does what a task says, showing it in the task's terminal, in Problems and in the status bar. */
export class BuildRunner {
  constructor(
    private readonly problems: BuildProblems,
    private readonly messages: Messages,
    private readonly dockerCommands: DockerCommandLog,
    private readonly kept: KeptBuilds,
  ) {}

  /** Resolves with the exit code; has told the user of whatever went wrong. */
  async run(
    project: FolderProject,
    definition: DrydockTaskDefinition,
    write: (text: string) => void,
    signal: AbortSignal,
    { variant = {}, begun, watch }: RunOptions = {},
  ): Promise<number> {
    return this.reporting(write, async () => {
      const started = performance.now();
      requireTrust();
      if (!begun) {
        await saveChangedFiles(project.folder);
        await project.look(signal);
        await requirePresetChoice(project);
      }
      const report = this.problems.begin(project);
      const work = (onProgress: (progress: BuildProgress) => void): Promise<BuildResult> =>
        this.start(
          project,
          definition,
          {
            onCommand: (argv) => {
              this.dockerCommands.add(argv);
              write(`\x1b[2m> ${this.dockerCommands.last ?? ''}\x1b[0m\n`);
            },
            onOutput: write,
            onForeignFolder: (sentence) => {
              if (project.beside === undefined) {
                // It stays until the user answers.
                void offerHandBack(sentence, project.folder);
              } else {
                write(`${sentence}\n`);
              }
            },
            onMade: report.onMade,
            onDiagnostic: report.onDiagnostic,
            onProgress,
            ...this.remembering(project, definition, variant, watch?.containers),
          },
          signal,
          variant,
          begun,
        );
      const result = await (watch
        ? work(watch.onProgress)
        : withStatusBarProgress(titleOf(project, definition), work));
      const isWhole = definition.target === undefined && project.defaultTarget === undefined;
      if (result.exitCode === 0 && definition.task === 'build' && isWhole) {
        report.succeeded();
      }
      write(`\n${buildSummary(definition, result, performance.now() - started)}\n`);
      watch?.onEnded(result);
      return result.exitCode;
    });
  }

  /** Does what resolves with an exit code, and tells the user of what it throws. */
  async reporting(write: (text: string) => void, work: () => Promise<number>): Promise<number> {
    try {
      return await work();
    } catch (error) {
      if (isCancellation(error)) {
        write(`\n\x1b[33m${vscode.l10n.t('Cancelled.')}\x1b[0m\n`);
        return exitCodes.cancelled;
      }
      write(`\n\x1b[31m${errorMessage(error)}\x1b[0m\n`);
      // Not awaited: the message stays until the user answers, and the task has ended.
      void this.messages.showFailure(error);
      return exitCodes.refused;
    }
  }

  /** What is built in another way, for tests, is nothing to show in a later window. */
  private remembering(
    project: FolderProject,
    definition: DrydockTaskDefinition,
    variant: Variant,
    side: readonly string[] = [],
  ): Pick<BuildSink, 'onStep'> {
    return variant.coverage === true
      ? {}
      : {
          // Nothing waits for it: a build that is not remembered only ends with its window.
          onStep: (step) => void this.kept.remember(project, step && { definition, step, side }),
        };
  }

  private async start(
    project: FolderProject,
    { task, target, file, prefix, preset, define }: DrydockTaskDefinition,
    sink: BuildSink,
    signal: AbortSignal,
    variant: Variant,
    begun?: BuildStep,
  ): Promise<BuildResult> {
    if (begun) {
      const ended = await project.follow(begun, sink, signal);
      if (task !== 'build' || ended.step === 'build' || ended.exitCode !== 0) {
        return ended;
      }
    }
    switch (task) {
      case 'build':
        return project.build(target, sink, signal, variant);
      case 'rebuild':
        return project.build(target, sink, signal, { ...variant, cleanFirst: true });
      case 'clean':
        return project.perform({ kind: 'build', targets: ['clean'] }, sink, signal, variant);
      case 'compile':
        return compileSource(project, required(file, 'file', task), sink, signal);
      case 'install':
        return installProject(project, required(prefix, 'prefix', task), sink, signal);
      case 'package':
        return packageProject(project, preset, sink, signal);
      case 'test':
        return project.perform({ kind: 'test' }, sink, signal, variant);
      case 'configure':
        return project.configure(define === undefined ? {} : { define }, sink, signal);
      case 'configureFresh':
        return project.configure({ fresh: true }, sink, signal);
      case 'workflow':
        return runWorkflow(project, required(preset, 'preset', task), sink, signal);
    }
  }
}

/** A detail without which a task, perhaps of a `tasks.json`, means nothing. */
function required(value: string | undefined, name: string, task: string): string {
  if (value === undefined) {
    throw new UserError(vscode.l10n.t('A task "{0}" needs "{1}". Add it to the task.', task, name));
  }
  return value;
}

function titleOf(project: FolderProject, definition: DrydockTaskDefinition): string {
  const { name } = project.folder;
  const { task, target, file, preset } = definition;
  switch (task) {
    case 'build':
      return vscode.l10n.t('Building {0}', target ?? name);
    case 'rebuild':
      return vscode.l10n.t('Rebuilding {0}', target ?? name);
    case 'clean':
      return vscode.l10n.t('Cleaning {0}', name);
    case 'compile':
      return vscode.l10n.t('Compiling {0}', path.basename(file ?? name));
    case 'install':
      return vscode.l10n.t('Installing {0}', name);
    case 'package':
      return vscode.l10n.t('Packaging {0}', name);
    case 'test':
      return vscode.l10n.t('Testing {0}', name);
    case 'workflow':
      return vscode.l10n.t('Running the workflow {0}', preset ?? '');
    case 'configure':
    case 'configureFresh':
      return vscode.l10n.t('Configuring {0}', name);
  }
}

/** Shows the last progress at most ten times a second. */
async function withStatusBarProgress<T>(
  title: string,
  work: (onProgress: (progress: BuildProgress) => void) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    (shown) => {
      let last = 0;
      const timeLeft = new TimeLeft(performance.now());
      return work(({ fraction, text }) => {
        const now = performance.now();
        if (now - last < 100) {
          return;
        }
        last = now;
        const percent = fraction === undefined ? [] : [`${Math.floor(fraction * 100)}%`];
        const seconds = fraction === undefined ? undefined : timeLeft.update(fraction, now);
        const left = seconds === undefined ? [] : [timeLeftText(seconds)];
        shown.report({ message: [...percent, ...left, text].join(' · ') });
      });
    },
  );
}

function timeLeftText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) {
    return vscode.l10n.t('about {0} s left', rest);
  }
  return rest === 0
    ? vscode.l10n.t('about {0} min left', minutes)
    : vscode.l10n.t('about {0} min {1} s left', minutes, rest);
}
