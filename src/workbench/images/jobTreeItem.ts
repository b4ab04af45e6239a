import * as vscode from 'vscode';
import type { JobStep } from '../../domain/jobStep';
import { secondsText } from '../../domain/secondsText';
import type { ImageJob } from './imageJobs';
import type { JobNode, JobStepNode } from './imageNodes';
import { commandIds } from '../commandIds';

/** How long work on images looks: one row, with a row for each of its parts below it. */
export function jobTreeItem({ id, job }: JobNode, now: number): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(job.title, job.state === 'done' ? Collapsed : Expanded);
  // A row keeps what VS Code remembers of its id, so one that has ended well gets another and folds.
  item.id = job.state === 'done' ? `${id}|done` : id;
  item.iconPath = jobIcon(job);
  item.description = jobDescription(job, now);
  item.contextValue = `job.${job.kind}.${job.state === 'running' ? 'running' : 'ended'}`;
  return item;
}

/** A part of long work; one that is written in a file opens it there. */
export function jobStepTreeItem({ id, job, step }: JobStepNode): vscode.TreeItem {
  const item = new vscode.TreeItem(step.label);
  item.id = id;
  item.tooltip = `${step.label}\n${step.note}`;
  item.description = step.note;
  item.iconPath = stepIcon(step);
  item.contextValue = 'jobStep';
  if (job.source && step.line !== undefined) {
    const start = new vscode.Position(step.line - 1, 0);
    item.command = {
      title: vscode.l10n.t('Open the Line'),
      command: 'vscode.open',
      arguments: [job.source, { selection: new vscode.Range(start, start) }],
    };
  } else if (job.kind === 'build') {
    item.command = {
      title: vscode.l10n.t('Show the Log'),
      command: commandIds.imageJobShowLog,
      arguments: [{ kind: 'job', id: job.id, job } satisfies JobNode],
    };
  }
  return item;
}

function jobDescription({ state, note, started, ended }: ImageJob, now: number): string {
  const time = secondsText((ended ?? now) - started);
  switch (state) {
    case 'running':
      return note === '' ? time : `${note} · ${time}`;
    case 'done':
      return time;
    case 'failed':
      return vscode.l10n.t('failed after {0}', time);
    case 'cancelled':
      return vscode.l10n.t('cancelled after {0}', time);
  }
}

function jobIcon({ state, kind }: ImageJob): vscode.ThemeIcon {
  switch (state) {
    case 'running':
      return new vscode.ThemeIcon('loading~spin');
    case 'done':
      return new vscode.ThemeIcon(kind === 'build' ? 'tools' : 'check');
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
  }
}

function stepIcon({ state }: JobStep): vscode.ThemeIcon {
  switch (state) {
    case 'waiting':
      return new vscode.ThemeIcon('circle-outline');
    case 'running':
      return new vscode.ThemeIcon('loading~spin');
    case 'done':
      return new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed'));
    case 'cached':
      return new vscode.ThemeIcon('archive');
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
  }
}
