import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type {
  ContainerEditorContract,
  ContainerEditorState,
  EditorPurpose,
} from '../../contracts/containerEditorContract';
import type { ContainerSpec } from '../../domain/containerSpec';
import { formatDockerRun } from '../../domain/formatDockerRun';
import { commandIds } from '../commandIds';
import { engineLabel } from '../engine/engineLabel';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
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
  readonly devcontainerFiles: DevcontainerFiles;
  readonly reveal: (engine: ShownEngine, id: string) => Promise<void>;
}

/** What {@link ContainerEditor.open} begins with. */
interface ContainerEditorStart {
  readonly spec: ContainerSpec;
  readonly engine: ShownEngine;
  readonly purpose?: EditorPurpose;
}

/** The container editor: a form, and beside it the `docker run` line that says the same. */
export class ContainerEditor implements Disposable {
  private readonly panels: WebviewPanels<ContainerEditorContract>;

  constructor(services: ContainerEditorServices) {
    const { extensionUri, engines, messages } = services;
    this.panels = new WebviewPanels(extensionUri, messages, {
      name: 'containerEditor',
      title: ({ purpose }) => titleOf(undefined, purpose),
      readState,
      connect: (view, state) => {
        // An engine that is no longer shown is one that the user has taken away.
        const engine = engines.all.find(({ id }) => id === state.engineId) ?? engines.current;
        const engineName = engines.all.length > 1 ? engineLabel(engine) : undefined;
        return new EditorSession({ ...services, engine, engineName }, view, state);
      },
    });
  }

  /** Opens an editor in which the container is as the specification says. */
  open({ spec, engine, purpose }: ContainerEditorStart): void {
    this.panels.open({
      text: formatDockerRun(spec),
      engineId: engine.id,
      ...(purpose && { purpose: plainPurpose(purpose) }),
    });
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
    ? { text: kept.text, engineId: kept.engineId, ...readPurpose(kept) }
    : undefined;
}

function readPurpose(kept: object): Pick<ContainerEditorState, 'purpose'> {
  const purpose: unknown = 'purpose' in kept ? kept.purpose : undefined;
  return isPurpose(purpose) ? { purpose } : {};
}

function isPurpose(value: unknown): value is EditorPurpose {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'recreate' || value.kind === 'duplicate') &&
    'original' in value &&
    typeof value.original === 'object' &&
    value.original !== null &&
    'id' in value.original &&
    typeof value.original.id === 'string' &&
    'name' in value.original &&
    typeof value.original.name === 'string'
  );
}

/** Only what is to be kept of a row's container. */
function plainPurpose({ kind, original: { id, name } }: EditorPurpose): EditorPurpose {
  return { kind, original: { id, name } };
}
