import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { JobStep } from '../../domain/jobStep';
import { Coalescer } from '../../engine/coalescer';
import { isCancellation } from '../messages';
import { fractionReporter, withCancellableProgress } from '../progress';

/** Long work on images, as its row in the **Images** view shows it. */
export interface ImageJob {
  readonly id: string;
  /** Such as `Pulling debian:bookworm`. */
  readonly title: string;
  readonly kind: 'build' | 'transfer';
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly note: string;
  readonly steps: readonly JobStep[];
  /** The file that the lines of its steps are in. */
  readonly source?: vscode.Uri;
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly ended?: number;
}

/** What work tells of itself. */
export interface JobReport {
  /** From 0 to 1. */
  readonly done: number;
  readonly note: string;
  readonly steps: readonly JobStep[];
}

/** How {@link ImageJobs.run} shows its work. */
export interface JobOptions {
  readonly title: string;
  readonly kind: ImageJob['kind'];
  readonly source?: vscode.Uri;
  readonly showLog?: () => void;
}

interface Entry {
  job: ImageJob;
  readonly abort: AbortController;
  readonly showLog: (() => void) | undefined;
}

/** So many builds that have ended stay in the view. */
const mostEnded = 5;
const renderTimes = { delay: 50, maximumDelay: 200 };

/** The long work on images that is under way, and the builds that have ended: newest first. */
export class ImageJobs implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly rendering = new Coalescer(() => {
    this.changed.fire();
    return Promise.resolve();
  }, renderTimes);
  private entries: Entry[] = [];
  private count = 0;

  readonly onDidChange: Event<void> = this.changed.event;

  get all(): readonly ImageJob[] {
    return this.entries.map(({ job }) => job);
  }

  /**
   * Runs work under a notification that counts and can cancel, and with a row that says more. A build
   * keeps its row when it has ended.
   */
  async run<T>(
    options: JobOptions,
    work: (report: (report: JobReport) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const entry = this.begin(options);
    try {
      const result = await withCancellableProgress(options.title, async (progress, signal) => {
        const show = fractionReporter(progress);
        return work(
          ({ done, note, steps }) => {
            show(done, note);
            this.change(entry, { note, steps });
          },
          AbortSignal.any([signal, entry.abort.signal]),
        );
      });
      this.end(entry, 'done');
      return result;
    } catch (error) {
      this.end(entry, isCancellation(error) ? 'cancelled' : 'failed');
      throw error;
    }
  }

  cancel({ id }: ImageJob): void {
    this.find(id)?.abort.abort();
  }

  showLog({ id }: ImageJob): void {
    this.find(id)?.showLog?.();
  }

  /** Takes the rows of work that has ended away: of one, or of all. */
  clear(one?: ImageJob): void {
    this.entries = this.entries.filter(
      ({ job }) => job.state === 'running' || (one !== undefined && job.id !== one.id),
    );
    this.rendering.request();
  }

  dispose(): void {
    this.entries.forEach(({ abort }) => abort.abort());
    this.rendering.dispose();
    this.changed.dispose();
  }

  private begin({ title, kind, source, showLog }: JobOptions): Entry {
    this.count += 1;
    const entry: Entry = {
      job: {
        id: `job|${this.count}`,
        title,
        kind,
        state: 'running',
        note: '',
        steps: [],
        ...(source ? { source } : {}),
        started: Date.now(),
      },
      abort: new AbortController(),
      showLog,
    };
    this.entries.unshift(entry);
    this.rendering.request();
    return entry;
  }

  private change(entry: Entry, part: Partial<ImageJob>): void {
    entry.job = { ...entry.job, ...part };
    this.rendering.request();
  }

  private end(entry: Entry, state: ImageJob['state']): void {
    this.change(entry, { state, ended: Date.now() });
    const ended = this.entries.filter(({ job }) => job.state !== 'running');
    const kept = new Set(ended.filter(({ job }) => job.kind === 'build').slice(0, mostEnded));
    this.entries = this.entries.filter((one) => one.job.state === 'running' || kept.has(one));
  }

  private find(id: string): Entry | undefined {
    return this.entries.find(({ job }) => job.id === id);
  }
}
