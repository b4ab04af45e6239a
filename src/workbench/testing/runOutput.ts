import type * as vscode from 'vscode';

/** The output of a test run: what comes in one turn of the event loop is sent together. */
export class RunOutput {
  private waiting = '';
  private item: vscode.TestItem | undefined;
  private scheduled = false;

  constructor(private readonly run: vscode.TestRun) {}

  /** Text whose lines end with `\n`, of a test where one is given. */
  write(text: string, item?: vscode.TestItem): void {
    if (item !== this.item) {
      this.flush();
      this.item = item;
    }
    this.waiting += text.replaceAll('\n', '\r\n');
    if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(() => {
        this.scheduled = false;
        this.flush();
      });
    }
  }

  /** Sends what waits: results must not overtake it, and a run that has ended takes no more. */
  flush(): void {
    if (this.waiting !== '') {
      this.run.appendOutput(this.waiting, undefined, this.item);
      this.waiting = '';
    }
  }
}
