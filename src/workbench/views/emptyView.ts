import * as vscode from 'vscode';

/**
 * Keeps the context key `drydock.VIEW.isEmpty`, on which a view's "there are none" depends: an engine
 * answers before its rows arrive in the view, which would say so for a moment of rows that there are.
 */
export class EmptyView {
  private told: boolean | undefined;

  constructor(private readonly view: 'containers' | 'images' | 'volumes' | 'workspace') {}

  /** What is known now. */
  tell(isEmpty: boolean): void {
    if (isEmpty !== this.told) {
      this.told = isEmpty;
      // Setting a context key has no answer worth waiting for.
      void vscode.commands.executeCommand('setContext', `drydock.${this.view}.isEmpty`, isEmpty);
    }
  }
}
