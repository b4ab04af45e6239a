import * as vscode from 'vscode';

/**
 * A context key on which the manifest's `when` clauses depend; VS Code hears of changes only. Of those
 * called `drydock.VIEW.isEmpty` depends a view's "there are none": an engine answers before its rows
 * arrive in the view, which would say so for a moment of rows that there are.
 */
export class ContextKey {
  private told: boolean | string | undefined;

  constructor(private readonly name: string) {}

  set(value: boolean | string): void {
    if (value !== this.told) {
      this.told = value;
      // Setting a context key has no answer worth waiting for.
      void vscode.commands.executeCommand('setContext', this.name, value);
    }
  }
}
