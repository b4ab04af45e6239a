import { access, readFile } from 'node:fs/promises';
import * as process from 'node:process';
import type { ContainerSummary } from '../../domain/container';
import type { ContainerSpec } from '../../domain/containerSpec';
import { isAbsoluteHostPath } from '../../domain/hostPaths';
import type { ImageDetails } from '../../domain/image';
import type { SpecFacts, UsedPort } from '../../domain/lint/specFinding';
import { EngineError } from '../../engine/engineError';
import type { ShownEngine } from '../engine/engines';

/** Looks up what a specification is held against; what was asked of the engine once is kept. */
export class EditorFacts {
  private readonly images = new Map<string, Promise<ImageDetails | undefined>>();

  constructor(
    private readonly engine: ShownEngine,
    private readonly cwd: string,
    /** The id of a container that the new one stands in the place of. */
    private readonly replaced?: string,
  ) {}

  /** What is known about the surroundings of a container. Never fails: less is known then. */
  async of(spec: ContainerSpec): Promise<SpecFacts> {
    const { connection, containers } = this.engine.store.snapshot;
    const others = containers.filter(({ id }) => id !== this.replaced);
    const capabilities =
      connection.state === 'connected' ? connection.info.capabilities : undefined;
    const isHere = capabilities?.hostBindMounts === true;
    const [image, missingHostPaths, ptraceScope] = await Promise.all([
      this.image(spec.image),
      isHere ? missingPaths(spec) : [],
      isHere && process.platform === 'linux' ? readPtraceScope() : undefined,
    ]);
    const uid = process.getuid?.();
    const gid = process.getgid?.();
    const keepsUsers =
      isHere && process.platform === 'linux' && !capabilities.userNamespaces && uid !== undefined;
    return {
      names: others.map(({ name }) => name),
      usedPorts: usedPorts(others),
      missingHostPaths,
      cwd: this.cwd,
      ...(capabilities && { gpus: capabilities.gpus }),
      ...(image && { image }),
      ...(ptraceScope !== undefined && { ptraceScope }),
      ...(keepsUsers && { hostUser: `${uid}:${gid ?? uid}` }),
    };
  }

  /** Forgets what images are like: one was pulled or built. */
  forgetImages(): void {
    this.images.clear();
  }

  private async image(name: string): Promise<ImageDetails | undefined> {
    if (name === '') {
      return undefined;
    }
    let image = this.images.get(name);
    if (!image) {
      image = inspect(this.engine, name);
      this.images.set(name, image);
    }
    return image;
  }
}

/** An image that is not there yet, or an engine that does not answer, tells nothing. */
async function inspect({ engine }: ShownEngine, name: string): Promise<ImageDetails | undefined> {
  try {
    return await engine.inspectImage(name);
  } catch (error) {
    if (error instanceof EngineError) {
      return undefined;
    }
    throw error;
  }
}

function usedPorts(containers: readonly ContainerSummary[]): UsedPort[] {
  return containers.flatMap(({ name, ports }) =>
    ports.flatMap(({ hostIp, hostPort, protocol }): UsedPort[] =>
      hostPort === undefined
        ? []
        : [{ ...(hostIp !== undefined && { hostIp }), port: hostPort, protocol, owner: name }],
    ),
  );
}

async function missingPaths({ mounts = [] }: ContainerSpec): Promise<string[]> {
  const hostPaths = mounts
    .filter(({ kind }) => kind === 'bind' || kind === 'volumeFlag')
    .map(({ source = '' }) => source)
    .filter(isAbsoluteHostPath);
  const missing = await Promise.all(
    hostPaths.map(async (hostPath) => {
      try {
        await access(hostPath);
        return [];
      } catch (error) {
        // Only what is not there: a path that may not be looked at may well be mounted.
        return isMissing(error) ? [hostPath] : [];
      }
    }),
  );
  return missing.flat();
}

async function readPtraceScope(): Promise<number | undefined> {
  try {
    const scope = Number(await readFile('/proc/sys/kernel/yama/ptrace_scope', 'utf8'));
    return Number.isInteger(scope) ? scope : undefined;
  } catch (error) {
    return isMissing(error) ? 0 : undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
