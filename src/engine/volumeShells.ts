import type { Disposable } from '../base/disposable';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from './containerEngine';
import type { Attachment } from './containerOperations';
import { EngineError, type EngineErrorKind } from './engineError';
import { runInContainer } from './runInContainer';
import { helperSpec, openVolumeHelper } from './volumeHelper';

/** A container that has a volume, for as long as whoever borrowed it has not given it back. */
export interface BorrowedContainer {
  readonly container: string;
  readonly hasShell: boolean;
  readonly giveBack: () => Promise<void>;
}

/** A container with a volume and a shell that runs. */
interface VolumeShell {
  readonly container: string;
  readonly attachment: Attachment;
}

interface KeptShell {
  readonly shell: Promise<VolumeShell | undefined>;
  borrowers: number;
  idle?: NodeJS.Timeout;
}

/**
 * Containers in which a shell has a volume, while somebody looks at its files: made when they are first
 * needed, and removed when nobody has looked for a while. Its shell reads its input, which is this
 * process, so that the engine removes one whose window has died.
 */
export class VolumeShells implements Disposable {
  private readonly kept = new Map<string, KeptShell>();
  /** Images in which no shell was found. */
  private readonly unfit = new Set<string>();
  /** The image in which one was. */
  private proven: string | undefined;
  private hasCleaned = false;

  constructor(
    private readonly engine: ContainerEngine,
    /** Told of each container that is made. */
    private readonly made: (spec: ContainerSpec) => void,
    /** Milliseconds for which one is kept that nobody uses. */
    private readonly patience = 60_000,
  ) {}

  /**
   * Lends a container with the volume. Where no image of the engine has a shell it is one that never
   * runs, which serves archives only.
   */
  async borrow(volume: string): Promise<BorrowedContainer> {
    const kept = this.kept.get(volume) ?? this.keep(volume);
    clearTimeout(kept.idle);
    kept.borrowers += 1;
    const release = (): Promise<void> => {
      kept.borrowers -= 1;
      if (kept.borrowers === 0 && this.kept.get(volume) === kept) {
        kept.idle = setTimeout(() => {
          // Nobody waits for it; the engine removes it as well when its input ends.
          this.leave(volume).catch(() => undefined);
        }, this.patience).unref();
      }
      return Promise.resolve();
    };
    try {
      const shell = await kept.shell;
      if (shell) {
        return { container: shell.container, hasShell: true, giveBack: release };
      }
    } catch (error) {
      this.forget(volume, kept);
      throw error;
    }
    this.forget(volume, kept);
    const helper = await openVolumeHelper(this.engine, volume);
    return { container: helper.id, hasShell: false, giveBack: helper.remove };
  }

  /** Removes the container of a volume now, so that the volume itself can be removed. */
  async leave(volume: string): Promise<void> {
    const kept = this.kept.get(volume);
    if (kept) {
      this.forget(volume, kept);
      const shell = await kept.shell;
      if (shell) {
        await this.end(shell.container, shell.attachment);
      }
    }
  }

  /** The same for all volumes. */
  async leaveAll(): Promise<void> {
    await Promise.all([...this.kept.keys()].map((volume) => this.leave(volume)));
  }

  /** Ends the input of all shells; the engine removes their containers. */
  dispose(): void {
    for (const [volume, kept] of [...this.kept]) {
      this.forget(volume, kept);
      // One that could not be made needs no end.
      kept.shell.then((shell) => shell?.attachment.dispose()).catch(() => undefined);
    }
  }

  private keep(volume: string): KeptShell {
    const kept: KeptShell = { shell: this.open(volume), borrowers: 0 };
    this.kept.set(volume, kept);
    // Whoever borrows it hears of a failure.
    kept.shell.catch(() => undefined);
    return kept;
  }

  private forget(volume: string, kept: KeptShell): void {
    clearTimeout(kept.idle);
    if (this.kept.get(volume) === kept) {
      this.kept.delete(volume);
    }
  }

  private async open(volume: string): Promise<VolumeShell | undefined> {
    await this.cleanOnce();
    // A volume that has gone would be made anew with the container.
    await this.engine.inspectVolume(volume);
    const images = [...(await this.engine.listImages())].sort((a, b) => a.size - b.size);
    const candidates = images
      .map(({ id }) => id)
      .filter((id) => !this.unfit.has(id))
      .sort((a, b) => Number(b === this.proven) - Number(a === this.proven));
    for (const image of candidates.slice(0, mostTried)) {
      const shell = await this.tryImage(image, volume);
      if (shell) {
        this.proven = image;
        return shell;
      }
      this.unfit.add(image);
    }
    return undefined;
  }

  private async tryImage(image: string, volume: string): Promise<VolumeShell | undefined> {
    const { engine } = this;
    const spec = shellSpec(image, volume);
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
        await this.end(container, attachment);
        throw error;
      }
    }
    await this.end(container, attachment);
    return undefined;
  }

  private async end(
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
        labels[volumeShellLabel] !== undefined && state !== 'running' && created < latest,
    );
    for (const { id } of left) {
      await this.end(id, undefined);
    }
  }
}

/** So many images are tried; one without a shell is found out in half a second. */
const mostTried = 8;

/** Milliseconds after which a container that has not started never will. */
const tooOld = 10 * 60_000;

/** The label of the containers that run a shell. */
const volumeShellLabel = 'drydock.volumeShell';

/** Whether the image has what `engine/files/shellFiles.ts` cannot do without. */
const probeScript = `
for name in cat chmod mkdir mv rm
do command -v "$name" >/dev/null || exit 127
done`;

function shellSpec(image: string, volume: string): ContainerSpec {
  const { labels, ...spec } = helperSpec(volume);
  return {
    ...spec,
    labels: { ...labels, [volumeShellLabel]: '' },
    image,
    entrypoint: 'sh',
    // It ends with its input, whatever becomes of whoever holds that.
    command: ['-c', 'while read -r line; do :; done'],
    interactive: true,
    autoRemove: true,
    user: '0',
    workdir: '/',
    // What leads out of the volume is not written to.
    readOnly: true,
    health: { disabled: true },
    logDriver: 'none',
  };
}

function isKind(error: unknown, ...kinds: readonly EngineErrorKind[]): boolean {
  return error instanceof EngineError && kinds.includes(error.kind);
}
