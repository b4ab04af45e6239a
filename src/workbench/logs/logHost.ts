import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import type { LogContract, LogRange, LogState, LogToHost } from '../../contracts/logContract';
import { LogDocument } from '../../domain/log/logDocument';
import { LogReader } from '../../domain/log/logReader';
import { Coalescer } from '../../engine/coalescer';
import type { LogOptions } from '../../engine/containerOperations';
import { followLogs } from '../containers/followLogs';
import { logWaits } from '../containers/logTerminal';
import type { Engines, ShownEngine } from '../engine/engines';
import type { Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { saveLog } from './saveLog';

/** A million lines, or a quarter of a gigabyte of text: the older ones make room. */
const limits = { lines: 1_000_000, characters: 256_000_000 };
/** More of a line is not sent to the page; a copy and a saved file have all of it. */
const shownCharacters = 10_000;
/** In milliseconds: what comes meanwhile is taken, and shown, at once. */
const times = { delay: 30, maximumDelay: 60 };

/** What a log's host needs. */
export interface LogServices {
  readonly engines: Engines;
  readonly dockerCommands: DockerCommandLog;
  readonly messages: Messages;
}

/** The host's half of a log view: follows the log, keeps its lines, and gives the page what it shows. */
export class LogHost {
  private readonly document = new LogDocument(limits);
  private readonly news = new Coalescer(() => this.take(), times);
  private reader = new LogReader();
  private following = new AbortController();
  private note: string | undefined;
  private isBusy = false;
  private range: LogRange;

  constructor(
    private readonly view: { post(message: LogContract['toView']): void },
    private readonly state: LogState,
    private readonly services: LogServices,
  ) {
    this.range = state.range;
    this.document.look(state.filter, state.find);
    this.follow();
  }

  ready(): void {
    this.tell();
  }

  async receive(message: LogToHost): Promise<void> {
    switch (message.type) {
      case 'filter':
        this.document.look(message.filter, message.find);
        this.news.request();
        break;
      case 'range':
        this.range = message.range;
        this.following.abort();
        this.document.clear();
        this.follow();
        this.tell();
        break;
      case 'rows':
        this.sendRows(message);
        break;
      case 'find':
        this.find(message.from, message.forward);
        break;
      case 'copy':
        await vscode.env.clipboard.writeText(
          [...this.document.text(message.from, message.to, message.timestamps)].join(''),
        );
        break;
      case 'save':
        await saveLog(this.state.container.name, this.document, message.timestamps);
        break;
      case 'clear':
        this.document.clear();
        this.tell();
        break;
    }
  }

  dispose(): void {
    this.following.abort();
    this.news.dispose();
  }

  private follow(): void {
    this.following = new AbortController();
    this.reader = new LogReader();
    this.note = undefined;
    const { signal } = this.following;
    const { name } = this.state.container;
    // Settles by itself: what fails is shown.
    void this.run(signal).then(
      () => this.say(signal, vscode.l10n.t('The container "{0}" was removed.', name)),
      (error: unknown) => {
        this.say(signal, vscode.l10n.t('The log has ended.'));
        return signal.aborted ? undefined : this.services.messages.showFailure(error);
      },
    );
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { engines, dockerCommands } = this.services;
    const { id, name } = this.state.container;
    const engine = engines.all.find((candidate) => candidate.id === this.state.engine);
    if (!engine) {
      throw new UserError(
        vscode.l10n.t(
          'The engine "{0}" is not shown any more. Add it to the setting "drydock.engine.additional" again.',
          this.state.engine,
        ),
      );
    }
    dockerCommands.add(dockerLine(engine, name, this.range));
    const { reader } = this;
    await followLogs(engine.engine, engine.store, { id }, logOptions(this.range), {
      signal,
      write: (stream, bytes) => {
        reader.take(stream, bytes);
        this.news.request();
      },
      waits: (reason) => this.say(signal, logWaits(name, reason)),
      goesOn: () => this.say(signal, undefined),
      ended: () => {
        reader.end();
        return reader.lastTime;
      },
    });
  }

  private say(signal: AbortSignal, note: string | undefined): void {
    if (!signal.aborted) {
      this.note = note;
      this.news.request();
    }
  }

  /** Takes what has come, and lets the filter and the search see it, by and by. */
  private async take(): Promise<void> {
    this.document.add(this.reader.lines());
    this.isBusy = !this.document.advance();
    while (this.isBusy) {
      this.tell();
      await nextTurn();
      this.isBusy = !this.document.advance();
    }
    this.tell();
  }

  private tell(): void {
    const { version, first, end, longest, kept, matches, filterProblem, findProblem } =
      this.document;
    const { isBusy: busy, note } = this;
    const found = matches;
    const extent = { version, first, end, longest, kept, busy, note, found };
    this.view.post({ type: 'extent', ...extent, filterProblem, findProblem });
  }

  private sendRows({ version, from, to }: { version: number; from: number; to: number }): void {
    if (version !== this.document.version) {
      return;
    }
    const start = Math.max(from, this.document.first);
    const rows = this.document.lines(start, to).map(({ text, ...line }) => ({
      ...line,
      text: text.slice(0, shownCharacters),
      cut: Math.max(0, text.length - shownCharacters),
    }));
    this.view.post({ type: 'rows', version, from: start, rows });
  }

  private find(from: number, forward: boolean): void {
    const match = this.document.match(from, forward);
    if (match) {
      this.view.post({ type: 'match', ...match });
    }
  }
}

function logOptions({ tail, minutes }: LogRange): Omit<LogOptions, 'follow'> {
  return {
    timestamps: true,
    ...(tail === undefined ? {} : { tail }),
    ...(minutes === undefined ? {} : { since: Date.now() - minutes * 60_000 }),
  };
}

function dockerLine(engine: ShownEngine, name: string, { tail, minutes }: LogRange): string[] {
  const back =
    tail !== undefined
      ? ['--tail', String(tail)]
      : minutes !== undefined
        ? ['--since', `${minutes}m`]
        : [];
  return engine.docker('logs', '--follow', '--timestamps', ...back, name);
}
