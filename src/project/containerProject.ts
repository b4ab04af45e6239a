import type { BuildSystem } from '../domain/buildSystem';
import type { CMakeJob } from '../domain/cmakeSteps';
import type { CMakeTarget } from '../domain/cmakeTarget';
import type { PathMap } from '../domain/pathMap';
import type { ContainerEngine } from '../engine/containerEngine';
import type { BuildSettings } from './buildSettings';
import type { BuildSink } from './buildSink';
import type { BuildStep } from './buildStep';
import type { BuildResult, ConfigureOptions } from './cmakeProject';

/** A folder that is built in a container, by whatever builds it. */
export interface ContainerProject {
  readonly system: BuildSystem;
  readonly engine: ContainerEngine;
  /** Name or id. */
  readonly container: string;
  readonly pathMap: PathMap;
  readonly sourceContainerPath: string;
  configure(
    settings: BuildSettings,
    sink: BuildSink,
    options?: ConfigureOptions,
    signal?: AbortSignal,
  ): Promise<BuildResult>;
  /** Does a job; configures first when that is needed. */
  perform(
    settings: BuildSettings,
    job: CMakeJob,
    sink: BuildSink,
    signal?: AbortSignal,
  ): Promise<BuildResult>;
  /** Undefined before the first configure step. */
  targets(
    settings: BuildSettings,
    signal?: AbortSignal,
  ): Promise<readonly CMakeTarget[] | undefined>;
  /** Where what is built lies in the container. */
  buildContainerPath(settings: BuildSettings): string;
  /** Follows a step that an earlier window has begun, to its end. */
  follow(step: BuildStep, sink: BuildSink, signal?: AbortSignal): Promise<BuildResult>;
  /** Whether building these targets would do nothing; false when nobody can tell. */
  isUpToDate(
    settings: BuildSettings,
    targets: readonly string[],
    signal?: AbortSignal,
  ): Promise<boolean>;
}
