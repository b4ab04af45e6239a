import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: { readonly drydock: readonly { readonly id: string }[] };
  };
}

suite('Drydock in the extension host', () => {
  const extension = (): vscode.Extension<unknown> => {
    const found = vscode.extensions.getExtension('drydock.drydock');
    assert.ok(found, 'the extension drydock.drydock is installed');
    return found;
  };

  test('activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  test('registers every command that the manifest contributes', async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands
      .map(({ command }) => command)
      .filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  test('has a view container whose views can be focused', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const unfocusable = contributes.views.drydock.filter(
      ({ id }) => !registered.has(`${id}.focus`),
    );
    assert.deepEqual(unfocusable, []);
    assert.ok(registered.has('workbench.view.extension.drydock'));
  });
});
