import type { BuildWork } from './buildTerminal';

/**
 * A build that an earlier window has begun. VS Code runs tasks again after a reload by itself, some
 * seconds after this window has found the build, and puts another terminal in the place of the first:
 * each shows the one build from its first line.
 */
export class ResumedBuild {
  private readonly abort = new AbortController();
  private text = '';
  private show: ((text: string) => void) | undefined;
  private readonly ended: Promise<number>;

  /** `work` does not reject: it has told the user of failures itself. */
  constructor(work: BuildWork) {
    this.ended = work((text) => {
      this.text += text;
      this.show?.(text);
    }, this.abort.signal);
  }

  /** Shows it in another terminal, whose signal cancels it. */
  readonly watch: BuildWork = (write, signal) => {
    write(this.text);
    this.show = write;
    signal.addEventListener('abort', () => this.abort.abort(), { once: true });
    return this.ended;
  };
}
