import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import type {
  ContainerEditorContract,
  ContainerEditorState,
  EditorAction,
  EditorEdit,
  EditorPick,
  EditorPurpose,
} from '../../contracts/containerEditorContract';
import {
  commandText,
  editContainer,
  readContainer,
  type ContainerEdit,
  type EditedContainer,
} from '../../domain/editor/editContainer';
import { flagValuesOf } from '../../domain/editor/flagValues';
import { formatDockerRun } from '../../domain/formatDockerRun';
import { lintContainerSpec } from '../../domain/lint/lintContainerSpec';
import type { SpecFinding } from '../../domain/lint/specFinding';
import type { ShellContext } from '../../domain/shellWords';
import type { ContainerSpec } from '../../domain/containerSpec';
import { gpuDevicesOf } from '../../domain/gpuDevices';
import { connectedSnapshot } from '../connectedSnapshot';
import { duplicate, recreate } from '../containers/recreate';
import type { DevcontainerFiles } from '../devContainer/devcontainerFiles';
import type { ShownEngine } from '../engine/engines';
import { currentFolder } from '../folders';
import { isCancellation } from '../messages';
import type { ImageProvider } from '../images/imageProvider';
import type { DockerCommandLog } from '../outputLog';
import type { WebviewOwner, WebviewView } from '../panels/webviewPanels';
import { shellContext } from '../shellContext';
import { pickProfile, saveProfile } from './containerProfiles';
import { EditorFacts } from './editorFacts';
import { pickEnvFile, pickImageName, pickMountSource } from './editorPicks';
import { pickGpus, pickNetworkName, pickVolume } from './offeredPicks';
import { exportContainer } from './exportContainer';
import { makeContainer } from './makeContainer';

/** What an {@link EditorSession} works with. */
export interface EditorServices {
  readonly engine: ShownEngine;
  /** The engine's name, where there are several. */
  readonly engineName: string | undefined;
  readonly dockerCommands: DockerCommandLog;
  readonly images: ImageProvider;
  readonly devcontainerFiles: DevcontainerFiles;
  /** Shows the container in its view. */
  readonly reveal: (engine: ShownEngine, id: string) => Promise<void>;
}

/** One open container editor: keeps what the container is to be, and does what the page asks for. */
export class EditorSession implements WebviewOwner<ContainerEditorContract> {
  private readonly owner = new DisposableStore();
  private readonly context: ShellContext;
  private readonly facts: EditorFacts;
  private container: EditedContainer;
  private findings: readonly SpecFinding[] = [];
  private version = 0;
  private busy = false;
  private readonly purpose: EditorPurpose | undefined;
  /** Counts looks at the surroundings, of which only the last counts. */
  private looks = 0;

  constructor(
    private readonly services: EditorServices,
    private readonly view: WebviewView<ContainerEditorContract>,
    state: ContainerEditorState,
  ) {
    this.context = shellContext(currentFolder()?.uri.fsPath ?? homedir());
    this.purpose = state.purpose;
    this.facts = new EditorFacts(
      services.engine,
      this.context.cwd,
      // What it has now, the new one may have.
      this.purpose?.kind === 'recreate' ? this.purpose.original.id : undefined,
    );
    this.container = readContainer(state.text, this.context);
    this.owner.add(
      services.engine.store.onDidChange(() => {
        this.facts.forgetImages();
        this.showSurroundings();
        void this.lint();
      }),
    );
  }

  async ready(): Promise<void> {
    this.show(true);
    this.showSurroundings();
    await connectedSnapshot(this.services.engine.store);
    await this.lint();
  }

  async receive(message: ContainerEditorContract['toHost']): Promise<void> {
    switch (message.type) {
      case 'edit':
        return this.edit(message);
      case 'fix':
        return this.fix(message.message);
      case 'pick':
        return this.pick(message);
      case 'action':
        return this.act(message.action);
    }
  }

  dispose(): void {
    this.owner.dispose();
    this.looks += 1;
  }

  private async edit({ version, edit }: EditorEdit): Promise<void> {
    this.version = version;
    this.container = editContainer(this.container, edit, this.context);
    this.show(false);
    await this.lint();
  }

  private async fix(message: string): Promise<void> {
    const patch = this.findings.find((finding) => finding.message === message)?.fix?.patch;
    if (patch) {
      await this.change({ kind: 'patch', patch });
    }
  }

  /** A change that the page did not make. */
  private async change(edit: ContainerEdit): Promise<void> {
    this.container = editContainer(this.container, edit, this.context);
    this.show(true);
    await this.lint();
  }

  private async pick({ what, index }: EditorPick): Promise<void> {
    const { spec } = this.container;
    switch (what) {
      case 'image':
        return this.change({ kind: 'image', text: await pickImageName(this.services.engine) });
      case 'mountSource':
        return this.change({
          kind: 'mounts',
          mounts: await pickMountSource(spec.mounts ?? [], index, this.context.cwd),
        });
      case 'volume':
        return this.change({
          kind: 'mounts',
          mounts: await pickVolume(this.services.engine, spec.mounts ?? [], index),
        });
      case 'network':
        return this.change({
          kind: 'flag',
          name: 'network',
          values: [await pickNetworkName(this.services.engine)],
        });
      case 'gpus':
        return this.change({
          kind: 'patch',
          patch: await pickGpus(this.services.engine, spec),
        });
      case 'envFile':
        return this.change({
          kind: 'flag',
          name: 'env-file',
          values: (spec.envFiles ?? []).toSpliced(index, 1, await pickEnvFile(this.context.cwd)),
        });
    }
  }

  private async act(action: EditorAction['action']): Promise<void> {
    const { spec, text } = this.container;
    switch (action) {
      case 'create':
      case 'createAndStart':
        return this.whileBusy(() => this.make(action === 'createAndStart'));
      case 'apply':
        return this.whileBusy(() => this.apply());
      case 'export':
        return this.export(spec);
      case 'loadProfile':
        return this.change({ kind: 'line', text: (await pickProfile()).dockerRun });
      case 'saveProfile':
        return saveProfile(text, spec.name ?? '');
    }
  }

  private async export(spec: ContainerSpec): Promise<void> {
    const folder = currentFolder();
    const { devcontainerFiles: files } = this.services;
    await exportContainer(spec, folder && { folder, files });
  }

  private async make(start: boolean): Promise<void> {
    const { engine, dockerCommands, images } = this.services;
    const { spec } = this.container;
    const order = { spec, start, hostFolder: this.context.cwd };
    const outcome = await makeContainer(engine, dockerCommands, images, order);
    if (outcome.kind === 'edit') {
      await this.change({ kind: 'line', text: formatDockerRun(outcome.spec) });
      return;
    }
    await this.done(outcome.id);
  }

  /** Makes the container anew, or the other one like it. */
  private async apply(): Promise<void> {
    const { engine, dockerCommands } = this.services;
    const { spec } = this.container;
    if (this.purpose) {
      const { kind, original } = this.purpose;
      const make = kind === 'recreate' ? recreate : duplicate;
      const { id } = await make(engine, dockerCommands, original, spec);
      await engine.store.refresh();
      await this.done(id);
    }
  }

  private async done(id: string): Promise<void> {
    const { engine, reveal } = this.services;
    this.view.close();
    await reveal(engine, id);
  }

  private async whileBusy(work: () => Promise<void>): Promise<void> {
    if (this.busy) {
      return;
    }
    this.setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!isCancellation(error)) {
        throw error;
      }
    } finally {
      this.setBusy(false);
    }
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.showSurroundings();
  }

  private show(fresh: boolean): void {
    const { text, spec, marks, notes, problems } = this.container;
    this.view.setTitle(titleOf(spec.name, this.purpose));
    this.view.post({
      type: 'content',
      version: this.version,
      fresh,
      text,
      image: spec.image,
      command: commandText(spec),
      values: flagValuesOf(spec),
      mounts: spec.mounts ?? [],
      marks,
      notes,
      problems,
    });
  }

  private showSurroundings(): void {
    const { engine, engineName } = this.services;
    const { connection } = engine.store.snapshot;
    this.view.post({
      type: 'surroundings',
      busy: this.busy,
      ...(engineName !== undefined && { engine: engineName }),
      ...(this.purpose && { purpose: this.purpose }),
      ...(connection.state === 'connected' && {
        gpus: connection.info.capabilities.gpus,
        namesGpus: gpuDevicesOf(connection.info.machine.cdiDevices).length > 0,
      }),
    });
  }

  private async lint(): Promise<void> {
    const look = (this.looks += 1);
    const { spec } = this.container;
    const facts = await this.facts.of(spec);
    if (look === this.looks) {
      this.findings = lintContainerSpec(spec, facts);
      this.view.post({ type: 'findings', findings: this.findings });
    }
  }
}

/** What stands on the editor's tab. */
export function titleOf(name: string | undefined, purpose: EditorPurpose | undefined): string {
  switch (purpose?.kind) {
    case 'recreate':
      return vscode.l10n.t('Recreate "{0}"', purpose.original.name);
    case 'duplicate':
      return vscode.l10n.t('Duplicate "{0}"', purpose.original.name);
    case undefined:
      return newTitle(name);
  }
}

function newTitle(name: string | undefined): string {
  return name === undefined
    ? vscode.l10n.t('New Container')
    : vscode.l10n.t('New Container "{0}"', name);
}
