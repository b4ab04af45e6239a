import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from './containerEngine';
import type { Attachment } from './containerOperations';
import { EngineError, type EngineErrorKind } from './engineError';
import { runInContainer } from './runInContainer';

/** A container of Drydock's own with a shell that runs. */
export interface ShellHelper {
  readonly container: string;
  readonly attachment: Attachment;
}

/** What a helper has besides its shell; its labels have the views not show it. */
type HelperSpec = Pick<ContainerSpec, 'labels' | 'mounts' | 'network' | 'pid' | 'capAdd'>;

/**
 * Makes containers that have a shell, of whichever image of the engine has one. The shell reads its
 * input, which is this process, so that the engine removes one whose window has died.
 */
export class ShellHelpers {
  /** Images in which no shell was found. */
  private readonly unfit = new Set<string>();
  /** The image in which one was. */
  private proven: string | undefined;
  private hasCleaned = false;

  constructor(
    private readonly engine: ContainerEngine,
    /** Told of each container that is made. */
    private readonly made: (spec: ContainerSpec) => void,
  ) {}

  /** Resolves with nothing where no image has a shell. */
  async open(helper: HelperSpec): Promise<ShellHelper | undefined> {
    await this.cleanOnce();
    const images = [...(await this.engine.listImages())].sort((a, b) => a.size - b.size);
    const candidates = images
      .map(({ id }) => id)
      .filter((id) => !this.unfit.has(id))
      .sort((a, b) => Number(b === this.proven) - Number(a === this.proven));
    for (const image of candidates.slice(0, mostTried)) {
      const shell = await this.tryImage(specOf(image, helper));
      if (shell) {
        this.proven = image;
        return shell;
      }
      this.unfit.add(image);
    }
    return undefined;
  }

  /** Removes one now. */
  end({ container, attachment }: ShellHelper): Promise<void> {
    return this.remove(container, attachment);
  }

  private async tryImage(spec: ContainerSpec): Promise<ShellHelper | undefined> {
    const { engine } = this;
    let container: string | undefined;
    let attachment: Attachment | undefined;
    try {
      container = (await engine.createContainer(spec)).id;
      attachment = await engine.attachContainer(container, { stdin: true });
      attachment.stdout.resume();
      attachment.stderr.resume();
      await engine.startContainer(container);
      const argv = ['sh', '-c', probeScript];
      const { exitCode } = await runInContainer(engine, container, { argv, user: '0' });
      if (exitCode === 0) {
        this.made(spec);
        return { container, attachment };
      }
    } catch (error) {
      // An image may go at any time.
      if (!isKind(error, 'commandNotFound', 'notRunning', 'notFound', 'imageMissing')) {
        await this.remove(container, attachment);
        throw error;
      }
    }
    await this.remove(container, attachment);
    return undefined;
  }

  private async remove(
    container: string | undefined,
    attachment: Attachment | undefined,
  ): Promise<void> {
    if (container === undefined) {
      return;
    }
    try {
      await this.engine.removeContainer(container, { force: true, volumes: true });
    } catch (error) {
      // The engine may be removing it, as it was asked to when it ends.
      if (!isKind(error, 'notFound', 'conflict')) {
        throw error;
      }
    } finally {
      attachment?.dispose();
    }
  }

  /** A window that died between making one and starting it has left it behind. */
  private async cleanOnce(): Promise<void> {
    if (this.hasCleaned) {
      return;
    }
    this.hasCleaned = true;
    const latest = Date.now() - tooOld;
    const left = (await this.engine.listContainers()).filter(
      ({ labels, state, created }) =>
        labels[shellLabel] !== undefined && state !== 'running' && created < latest,
    );
    for (const { id } of left) {
      await this.remove(id, undefined);
    }
  }
}

/** So many images are tried; one without a shell is found out in half a second. */
const mostTried = 8;

/** Milliseconds after which a container that has not started never will. */
const tooOld = 10 * 60_000;

/** The label of the containers that run a shell. */
const shellLabel = 'drydock.volumeShell';

/** Whether the image has what `engine/files/shellFiles.ts` cannot do without. */
const probeScript = `
for name in cat chmod mkdir mv rm
do command -v "$name" >/dev/null || exit 127
done`;

function specOf(image: string, { labels, ...spec }: HelperSpec): ContainerSpec {
  return {
    ...spec,
    labels: { ...labels, [shellLabel]: '' },
    image,
    entrypoint: 'sh',
    // It ends with its input, whatever becomes of whoever holds that.
    command: ['-c', 'while read -r line; do :; done'],
    interactive: true,
    autoRemove: true,
    user: '0',
    workdir: '/',
    // What leads out of what it is for is not written to.
    readOnly: true,
    health: { disabled: true },
    logDriver: 'none',
  };
}

function isKind(error: unknown, ...kinds: readonly EngineErrorKind[]): boolean {
  return error instanceof EngineError && kinds.includes(error.kind);
}
