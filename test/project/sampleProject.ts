import { chown, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { silentLogger } from '../../src/base/logger';
import type { BuildProgress } from '../../src/domain/buildProgress';
import type { ContainerSpec } from '../../src/domain/containerSpec';
import type { Diagnostic } from '../../src/domain/diagnostic';
import { createPathMap } from '../../src/domain/pathMap';
import { runInContainer } from '../../src/engine/runInContainer';
import type { BuildSink } from '../../src/project/buildSink';
import type { HostUser } from '../../src/project/buildUser';
import { CMakeProject } from '../../src/project/cmakeProject';
import { probeToolchain } from '../../src/project/probeToolchain';
import type { TestEngine } from '../support/testEngine';

/** Where the sample is mounted. */
const sourceContainerPath = '/workspace';

/** An ordinary user: the one who runs the tests, or, where that is root, the usual first one. */
export const ordinaryUser: HostUser =
  process.getuid === undefined || process.getgid === undefined || process.getuid() === 0
    ? { uid: 1000, gid: 1000 }
    : { uid: process.getuid(), gid: process.getgid() };

/** A copy of a sample workspace that belongs to an ordinary user, mounted into a container. */
export interface SampleProject {
  readonly hostFolder: string;
  readonly container: string;
  readonly project: CMakeProject;
  /** The same project for another user. */
  projectOf(hostUser: HostUser): CMakeProject;
  /** The same folder in another container. */
  beside(image: string): Promise<CMakeProject>;
  /** What a command in the container prints, as root. */
  run(...argv: string[]): Promise<string>;
  dispose(): Promise<void>;
}

/** Copies a workspace and starts a container of an image with it, as `change` wants it. */
export async function openSampleProject(
  testEngine: TestEngine,
  image: string,
  workspace = 'cpp-app',
  change: (spec: ContainerSpec) => ContainerSpec = (spec) => spec,
): Promise<SampleProject> {
  const { engine } = testEngine;
  const hostFolder = await mkdtemp(join(tmpdir(), 'drydock-project-'));
  await cp(join('test/workspaces', workspace), hostFolder, {
    recursive: true,
    filter: (source) => !/[\\/]build[^\\/]*$/.test(source),
  });
  for (const entry of ['.', ...(await readdir(hostFolder, { recursive: true }))]) {
    await chown(join(hostFolder, entry), ordinaryUser.uid, ordinaryUser.gid);
  }
  const mounts = [{ kind: 'bind', source: hostFolder, target: sourceContainerPath }] as const;
  const start = async (
    ofImage: string,
  ): Promise<{
    readonly container: string;
    readonly projectOf: (hostUser: HostUser) => CMakeProject;
  }> => {
    const container = await testEngine.run(change({ image: ofImage, mounts }));
    const details = await engine.inspectContainer(container);
    const pathMap = createPathMap(details.mounts, { platform: 'linux' });
    const toolchain = await probeToolchain(engine, container, {});
    return {
      container,
      projectOf: (hostUser) =>
        new CMakeProject(
          engine,
          { container, sourceContainerPath, pathMap, hostUser },
          toolchain,
          silentLogger,
        ),
    };
  };
  const { container, projectOf } = await start(image);
  const run = async (...argv: string[]): Promise<string> =>
    (await runInContainer(engine, container, { argv, user: '0:0' })).stdout;
  return {
    hostFolder,
    container,
    project: projectOf(ordinaryUser),
    projectOf,
    beside: async (other) => (await start(other)).projectOf(ordinaryUser),
    run,
    dispose: async () => {
      // What was built as root can only be removed from within.
      await run('sh', '-c', 'rm -rf "$1"/*', 'sh', sourceContainerPath);
      await rm(hostFolder, { recursive: true });
    },
  };
}

/** A sink that keeps everything. */
export class RecordingSink implements BuildSink {
  text = '';
  readonly commands: string[] = [];
  readonly progress: BuildProgress[] = [];
  readonly diagnostics: Diagnostic[] = [];

  onCommand(argv: readonly string[]): void {
    this.commands.push(argv.join(' '));
  }

  onOutput(text: string): void {
    this.text += text;
  }

  onProgress(progress: BuildProgress): void {
    this.progress.push(progress);
  }

  onDiagnostic(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }
}
