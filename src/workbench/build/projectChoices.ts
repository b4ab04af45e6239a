import * as vscode from 'vscode';
import { UserError } from '../../base/errors';
import { variableArguments, wrongVariable } from '../../domain/cmakeVariables';
import type { ChosenCompilers } from '../../domain/compilers';
import {
  findPreset,
  offeredPresets,
  presetsFor,
  type CMakePreset,
} from '../../domain/presets/cmakePresets';
import { isAtLeast, type Toolchain } from '../../domain/toolchain';
import type { BuildSettings } from '../../project/buildSettings';
import { inOwnFolder } from '../../project/ownFolder';
import { withPreset } from '../../project/presetSettings';
import type { ProjectPresets } from '../../project/readPresets';
import { settings } from '../settings';

/** What is chosen for a folder and remembered; each is the name of something. */
type Choice =
  | 'buildType'
  | 'target'
  | 'defaultTarget'
  | 'compilers'
  | 'installPrefix'
  | 'configurePreset'
  | 'buildPreset'
  | 'testPreset'
  | 'severalContainers';

/** How a folder is to be built: by what the user chose for it, its presets, and its settings. */
export class ProjectChoices {
  /** `beside` is a container that builds the folder beside its dev container. */
  constructor(
    private readonly folder: vscode.WorkspaceFolder,
    private readonly memento: vscode.Memento,
    private readonly onChange: () => void,
    private readonly beside?: string,
  ) {}

  read(what: Choice): string | undefined {
    return this.memento.get<string>(this.key(what));
  }

  async remember(what: Choice, value: string): Promise<void> {
    await this.memento.update(this.key(what), value);
    this.onChange();
  }

  get buildType(): string {
    return this.read('buildType') ?? settings.buildType(this.folder.uri);
  }

  /** The names of the containers that were chosen to build the folder side by side. */
  get severalContainers(): readonly string[] {
    const names = this.read('severalContainers') ?? '';
    return names === '' ? [] : names.split('\n');
  }

  /** The compilers that were chosen; undefined: those that CMake finds. */
  get compilers(): ChosenCompilers | undefined {
    const [cContainerPath, cxxContainerPath] = (this.read('compilers') ?? '').split('\n');
    return cContainerPath || cxxContainerPath
      ? {
          ...(cContainerPath ? { cContainerPath } : {}),
          ...(cxxContainerPath ? { cxxContainerPath } : {}),
        }
      : undefined;
  }

  async setCompilers(compilers: ChosenCompilers | undefined): Promise<void> {
    const { cContainerPath = '', cxxContainerPath = '' } = compilers ?? {};
    await this.remember('compilers', `${cContainerPath}\n${cxxContainerPath}`);
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

  private presetsBeside(presets: ProjectPresets): {
    readonly build?: CMakePreset;
    readonly test?: CMakePreset;
  } {
    const build = this.presetBeside('build', presets);
    const test = this.presetBeside('test', presets);
    return { ...(build ? { build } : {}), ...(test ? { test } : {}) };
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

  /** Throws when the settings hold what cannot be handed to CMake. */
  check(): void {
    const wrong = wrongVariable(settings.buildCMakeVariables(this.folder.uri));
    if (wrong !== undefined) {
      throw new UserError(
        vscode.l10n.t(
          'The CMake variable "{0}" in the settings is neither text, number, boolean, a list of those, nor null.',
          wrong,
        ),
        [
          {
            title: vscode.l10n.t('Open Setting'),
            command: 'workbench.action.openSettings',
            args: ['drydock.build.cmakeVariables'],
          },
        ],
      );
    }
  }

  buildSettings(
    presets: ProjectPresets | undefined,
    sourceContainerPath: string | undefined,
  ): BuildSettings {
    const { uri } = this.folder;
    const generator = settings.buildGenerator(uri);
    const jobs = settings.buildJobs(uri);
    // They are files of the dev container; another container is there for its own.
    const compilers = this.beside === undefined ? this.compilers : undefined;
    const plain: BuildSettings = {
      buildDirectory: settings.buildDirectory(uri),
      buildType: this.buildType,
      ...(generator === '' ? {} : { generator }),
      commands: settings.buildCommands(uri),
      ...(compilers ? { compilers } : {}),
      configureArguments: [
        ...variableArguments(settings.buildCMakeVariables(uri)),
        ...settings.buildConfigureArguments(uri),
      ],
      ...(jobs === 0 ? {} : { jobs }),
      environment: Object.entries(settings.buildEnvironment(uri)).map(
        ([name, value]) => `${name}=${value}`,
      ),
    };
    const preset = this.configurePreset(presets);
    const usual =
      presets && preset && sourceContainerPath !== undefined
        ? withPreset(plain, presets, preset, this.presetsBeside(presets), sourceContainerPath)
        : plain;
    return this.beside === undefined ? usual : inOwnFolder(usual, this.beside);
  }

  private key(what: Choice): string {
    return `${what}:${this.folder.uri.toString()}`;
  }
}
