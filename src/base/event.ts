import { toDisposable, type Disposable } from './disposable';

/** Subscribes a listener; the same shape as `vscode.Event`, so that one can be passed for the other. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The source of an {@link Event}. */
export class Emitter<T> implements Disposable {
  private listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.listeners.add(own);
    return toDisposable(() => this.listeners.delete(own));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      listener(value);
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
