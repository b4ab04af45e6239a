import * as vscode from 'vscode';
import {
  findPreset,
  offeredPresets,
  presetsFor,
  type CMakePreset,
} from '../../domain/presets/cmakePresets';
import { isAtLeast, type Toolchain } from '../../domain/toolchain';
import type { BuildSettings } from '../../project/buildSettings';
import { withPreset } from '../../project/presetSettings';
import type { ProjectPresets } from '../../project/readPresets';
import { settings } from '../settings';

/** What is chosen for a folder and remembered; each is the name of something. */
type Choice = 'buildType' | 'target' | 'configurePreset' | 'buildPreset' | 'testPreset';

/** How a folder is to be built: by what the user chose for it, its presets, and its settings. */
export class ProjectChoices {
  constructor(
    private readonly folder: vscode.WorkspaceFolder,
    private readonly memento: vscode.Memento,
  ) {}

  read(what: Choice): string | undefined {
    return this.memento.get<string>(this.key(what));
  }

  async remember(what: Choice, value: string): Promise<void> {
    await this.memento.update(this.key(what), value);
  }

  get buildType(): string {
    return this.read('buildType') ?? settings.buildType(this.folder.uri);
  }

  /** The preset that was chosen to configure by, while it is there. */
  configurePreset(presets: ProjectPresets | undefined): CMakePreset | undefined {
    const preset = findPreset(presets, 'configure', this.read('configurePreset'));
    return preset?.hidden === false ? preset : undefined;
  }

  /** The build or test preset: the one chosen, if it goes with the configure preset, else the first that does. */
  presetBeside(
    kind: 'build' | 'test',
    presets: ProjectPresets | undefined,
  ): CMakePreset | undefined {
    const configure = this.configurePreset(presets);
    if (!presets || !configure) {
      return undefined;
    }
    const candidates = presetsFor(presets, kind, configure.name);
    const chosen = this.read(kind === 'build' ? 'buildPreset' : 'testPreset');
    return candidates.find(({ name }) => name === chosen) ?? candidates[0];
  }

  /** There are presets that the container's CMake reads, and the user has not said whether to use one. */
  isPresetOpen(presets: ProjectPresets | undefined, toolchain: Toolchain): boolean {
    const asked = this.read('configurePreset');
    return (
      presets !== undefined &&
      asked !== '' &&
      findPreset(presets, 'configure', asked) === undefined &&
      offeredPresets(presets, 'configure').length > 0 &&
      isAtLeast(toolchain.tools.cmake?.version, presets.minimumCMake)
    );
  }

  buildSettings(
    presets: ProjectPresets | undefined,
    sourceContainerPath: string | undefined,
  ): BuildSettings {
    const { uri } = this.folder;
    const generator = settings.buildGenerator(uri);
    const jobs = settings.buildJobs(uri);
    const plain: BuildSettings = {
      buildDirectory: settings.buildDirectory(uri),
      buildType: this.buildType,
      ...(generator === '' ? {} : { generator }),
      configureArguments: settings.buildConfigureArguments(uri),
      ...(jobs === 0 ? {} : { jobs }),
      environment: Object.entries(settings.buildEnvironment(uri)).map(
        ([name, value]) => `${name}=${value}`,
      ),
    };
    const preset = this.configurePreset(presets);
    return presets && preset && sourceContainerPath !== undefined
      ? withPreset(plain, presets, preset, this.presetBeside('build', presets), sourceContainerPath)
      : plain;
  }

  private key(what: Choice): string {
    return `${what}:${this.folder.uri.toString()}`;
  }
}
