import * as vscode from 'vscode';
import { containerSpecOf } from '../../engine/containerSpecOf';
import { commandIds } from '../commandIds';
import type { ContainerEditor } from '../containerEditor/containerEditor';
import type { Engines } from '../engine/engines';
import type { DockerCommandLog } from '../outputLog';
import type { RegisterCommand } from '../registerCommand';
import { askForContainerName } from './changeCommands';
import { anyOf, chooseContainer, type ContainerArgument } from './chooseContainers';
import { editSpec } from './editSpec';
import { duplicate, duplicateSpecOf, recreate } from './recreate';

/** Registers what makes a container anew or beside another, by questions or in the container editor. */
export function registerRecreateCommands(
  registerCommand: RegisterCommand,
  engines: Engines,
  dockerCommands: DockerCommandLog,
  editor: ContainerEditor,
): void {
  registerCommand(commandIds.containerDuplicate, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be duplicated?')),
    );
    const spec = await duplicateSpecOf(engine, container);
    const title = vscode.l10n.t('Duplicate "{0}"', container.name);
    const name = await askForContainerName(title, spec.name ?? container.name);
    await duplicate(engine, dockerCommands, container, { ...spec, name });
  });
  registerCommand(commandIds.containerRecreate, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be made anew?')),
    );
    const { spec } = await containerSpecOf(engine.engine, container.id, 'carry');
    const wanted = await editSpec(
      spec,
      vscode.l10n.t('Recreate "{0}" with Changes', container.name),
    );
    await recreate(engine, dockerCommands, container, wanted);
  });
  registerCommand(commandIds.containerEditAndRecreate, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be made anew?')),
    );
    const { spec } = await containerSpecOf(engine.engine, container.id, 'carry');
    editor.open({ spec, engine, purpose: { kind: 'recreate', original: container } });
  });
  registerCommand(commandIds.containerEditAndDuplicate, async (argument?: ContainerArgument) => {
    const { engine, container } = await chooseContainer(
      engines,
      argument,
      anyOf(vscode.l10n.t('Which container should be duplicated?')),
    );
    const spec = await duplicateSpecOf(engine, container);
    editor.open({ spec, engine, purpose: { kind: 'duplicate', original: container } });
  });
}
