import * as vscode from 'vscode';
import { throwIfCancelled } from '../../base/errors';
import { secondsText } from '../../domain/secondsText';
import type { BuildStep } from '../../project/buildStep';
import type { BuildResult } from '../../project/cmakeProject';
import type { BuildRunner } from '../build/buildRunner';
import { buildSummary } from '../build/buildSummary';
import type { BuildTasks } from '../build/buildTasks';
import { exitCodes, type DrydockTaskDefinition } from '../build/drydockTask';
import { saveChangedFiles } from '../build/saveChangedFiles';
import { requireTrust } from '../trust';
import type { SeveralContainers } from './severalContainers';

/**
 * Does the same in several containers side by side, each as a task with a terminal of its own, and
 * writes down how each ended. Resolves with an exit code that is 0 when all ended well; has told the user
 * of whatever went wrong. After a reload, `begun` are those that still run: only they are shown.
 */
export async function buildSideBySide(
  services: {
    readonly tasks: BuildTasks;
    readonly several: SeveralContainers;
    readonly runner: BuildRunner;
  },
  folder: vscode.WorkspaceFolder,
  definition: DrydockTaskDefinition,
  write: (text: string) => void,
  signal: AbortSignal,
  begun?: ReadonlyMap<string, BuildStep>,
): Promise<number> {
  const { tasks, several, runner } = services;
  const { containers = [] } = definition;
  const names = containers.filter((name) => begun?.has(name) ?? true);
  return runner.reporting(write, async () => {
    requireTrust();
    let jobsOf: (name: string) => number | undefined = () => undefined;
    // What has begun is followed at once, or VS Code could run the tasks anew before.
    if (!begun) {
      await saveChangedFiles(folder);
      const projects = await Promise.all(names.map((name) => several.find(folder, name)));
      several.forgetProblemsBeside(folder, projects);
      const shares = await several.prepare(projects, signal);
      jobsOf = (name) => shares.get(several.in(folder, name)) ?? 1;
    }
    const width = Math.max(...containers.map((name) => name.length));
    write(
      `${dim(vscode.l10n.t('Each container has a terminal of its own. Ctrl+C ends them all.'))}\n\n`,
    );
    for (const name of containers.filter((one) => !names.includes(one))) {
      write(`${dim(`· ${name.padEnd(width)}  ${goneBefore()}`)}\n`);
    }
    const started = performance.now();
    const exits = await withProgressOfAll(folder, names, (progressOf) =>
      Promise.all(
        names.map(async (name) => {
          const step = begun?.get(name);
          const jobs = jobsOf(name);
          let result: BuildResult | undefined;
          const exitCode = await tasks.run(
            folder,
            { ...definition, containers: [name] },
            {
              quiet: true,
              ...(step === undefined ? {} : { begun: step }),
              side: {
                containers,
                ...(jobs === undefined ? {} : { jobs }),
                signal,
                onProgress: ({ fraction }) => progressOf(name, fraction),
                onEnded: (ended) => (result = ended),
              },
            },
          );
          progressOf(name, 'ended');
          const how = result
            ? buildSummary(definition, result, performance.now() - started)
            : howItEnded(exitCode);
          write(
            `${exitCode === 0 ? '\x1b[32m✓' : '\x1b[31m✗'}\x1b[0m ${name.padEnd(width)}  ${how}\n`,
          );
          return exitCode ?? exitCodes.cancelled;
        }),
      ),
    );
    throwIfCancelled(signal);
    write(`\n${total(exits, performance.now() - started)}\n`);
    return exits.find((exitCode) => exitCode !== 0) ?? 0;
  });
}

function total(exits: readonly number[], milliseconds: number): string {
  const well = exits.filter((exitCode) => exitCode === 0).length;
  const sentence =
    well === exits.length
      ? vscode.l10n.t('All {0} containers ended well, in {1}.', well, secondsText(milliseconds))
      : vscode.l10n.t(
          '{0} of {1} containers ended well, in {2}.',
          well,
          exits.length,
          secondsText(milliseconds),
        );
  return `\x1b[${well === exits.length ? 32 : 31}m${sentence}\x1b[0m`;
}

/** Of one that this window has not found again. */
function goneBefore(): string {
  return vscode.l10n.t('Had ended when the window was reloaded.');
}

/** Of one that ran no tool to its end. */
function howItEnded(exitCode: number | undefined): string {
  switch (exitCode) {
    case 0:
      return vscode.l10n.t('Ended well.');
    case undefined:
    case exitCodes.cancelled:
      return `\x1b[33m${vscode.l10n.t('Cancelled.')}\x1b[0m`;
    case exitCodes.refused:
      return `\x1b[31m${vscode.l10n.t('Could not begin. Its terminal says why.')}\x1b[0m`;
    default:
      return `\x1b[31m${vscode.l10n.t('Failed with exit code {0}.', exitCode)}\x1b[0m`;
  }
}

function dim(text: string): string {
  return `\x1b[2m${text}\x1b[0m`;
}

type SideProgress = number | 'ended' | undefined;

/** Shows how far each is in the status bar, at most ten times a second. */
function withProgressOfAll<T>(
  folder: vscode.WorkspaceFolder,
  names: readonly string[],
  work: (progressOf: (name: string, progress: SideProgress) => void) => Promise<T>,
): Thenable<T> {
  const all = new Map<string, SideProgress>(names.map((name) => [name, undefined]));
  let last = 0;
  let shown: vscode.Progress<{ message: string }> | undefined;
  const done = work((name, progress) => {
    all.set(name, progress);
    const now = performance.now();
    if (now - last >= 100 || progress === 'ended') {
      last = now;
      shown?.report({ message: [...all].map(([one, how]) => textOf(one, how)).join(' · ') });
    }
  });
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('{0} in {1} containers', folder.name, names.length),
    },
    (progress) => {
      shown = progress;
      return done;
    },
  );
}

function textOf(name: string, progress: SideProgress): string {
  if (progress === 'ended') {
    return vscode.l10n.t('{0} done', name);
  }
  return progress === undefined ? name : `${name} ${Math.floor(progress * 100)}%`;
}
