import type { Disposable } from '../base/disposable';
import type { ContainerSpec } from '../domain/containerSpec';
import type { ContainerEngine } from './containerEngine';
import { ShellHelpers, type ShellHelper } from './shellHelpers';
import { helperSpec, openVolumeHelper } from './volumeHelper';

/** A container that has a volume, for as long as whoever borrowed it has not given it back. */
export interface BorrowedContainer {
  readonly container: string;
  readonly hasShell: boolean;
  readonly giveBack: () => Promise<void>;
}

interface KeptShell {
  readonly shell: Promise<ShellHelper | undefined>;
  borrowers: number;
  idle?: NodeJS.Timeout;
}

/**
 * Containers in which a shell has a volume, while somebody looks at its files: made when they are first
 * needed, and removed when nobody has looked for a while.
 */
export class VolumeShells implements Disposable {
  private readonly kept = new Map<string, KeptShell>();
  readonly helpers: ShellHelpers;

  constructor(
    private readonly engine: ContainerEngine,
    /** Told of each container that is made. */
    made: (spec: ContainerSpec) => void,
    /** Milliseconds for which one is kept that nobody uses. */
    private readonly patience = 60_000,
  ) {
    this.helpers = new ShellHelpers(engine, made);
  }

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
        await this.helpers.end(shell);
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

  private async open(volume: string): Promise<ShellHelper | undefined> {
    // A volume that has gone would be made anew with the container.
    await this.engine.inspectVolume(volume);
    return this.helpers.open(helperSpec(volume));
  }
}
