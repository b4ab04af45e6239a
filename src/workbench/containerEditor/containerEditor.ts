import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type {
  ContainerEditorContract,
  ContainerEditorState,
} from '../../contracts/containerEditorContract';
import type { ContainerSpec } from '../../domain/containerSpec';
import { formatDockerRun } from '../../domain/formatDockerRun';
import { commandIds } from '../commandIds';
import { engineLabel } from '../engine/engineLabel';
import type { Engines, ShownEngine } from '../engine/engines';
import type { ImageProvider } from '../images/imageProvider';
import { chooseImages, type ImageArgument } from '../images/chooseImages';
import type { Messages } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { WebviewPanels } from '../panels/webviewPanels';
import type { RegisterCommand } from '../registerCommand';
import { EditorSession, titleOf } from './editorSession';

/** What the container editor works with. */
interface ContainerEditorServices {
  readonly extensionUri: vscode.Uri;
  readonly engines: Engines;
  readonly dockerCommands: DockerCommandLog;
  readonly images: ImageProvider;
  readonly messages: Messages;
  readonly reveal: (engine: ShownEngine, id: string) => Promise<void>;
}

/** What {@link ContainerEditor.open} begins with. */
interface ContainerEditorStart {
  readonly spec: ContainerSpec;
  readonly engine: ShownEngine;
}

/** The container editor: a form, and beside it the `docker run` line that says the same. */
export class ContainerEditor implements Disposable {
  private readonly panels: WebviewPanels<ContainerEditorContract>;

  constructor(services: ContainerEditorServices) {
    const { extensionUri, engines, dockerCommands, images, messages, reveal } = services;
    this.panels = new WebviewPanels(extensionUri, messages, {
      name: 'containerEditor',
      title: () => titleOf(undefined),
      readState,
      connect: (view, state) => {
        // An engine that is no longer shown is one that the user has taken away.
        const engine = engines.all.find(({ id }) => id === state.engineId) ?? engines.current;
        const engineName = engines.all.length > 1 ? engineLabel(engine) : undefined;
        return new EditorSession(
          { engine, engineName, dockerCommands, images, reveal },
          view,
          state,
        );
      },
    });
  }

  /** Opens an editor in which the container is as the specification says. */
  open({ spec, engine }: ContainerEditorStart): void {
    this.panels.open({ text: formatDockerRun(spec), engineId: engine.id });
  }

  dispose(): void {
    this.panels.dispose();
  }
}

/** Registers **New Container…** and, on an image, **Run Image…**. */
export function registerContainerEditor(
  registerCommand: RegisterCommand,
  engines: Engines,
  editor: ContainerEditor,
): void {
  registerCommand(commandIds.containerCreate, () =>
    editor.open({ spec: { image: '', ...workable }, engine: engines.current }),
  );
  registerCommand(commandIds.imageRun, async (argument?: ImageArgument) => {
    const question = vscode.l10n.t('Which image should a container be made from?');
    const [chosen] = await chooseImages(engines, argument, undefined, question);
    if (chosen) {
      const { engine, image, tag } = chosen;
      editor.open({ spec: { image: tag ?? image.tags[0] ?? image.id, ...workable }, engine });
    }
  });
}

/** What nearly every container is better off with. */
const workable = { interactive: true, tty: true, init: true } as const;

function readState(kept: unknown): ContainerEditorState | undefined {
  return typeof kept === 'object' &&
    kept !== null &&
    'text' in kept &&
    typeof kept.text === 'string' &&
    'engineId' in kept &&
    typeof kept.engineId === 'string'
    ? { text: kept.text, engineId: kept.engineId }
    : undefined;
}
