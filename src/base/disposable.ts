/** Something that holds a listener, a process or a registration until it is disposed. */
export interface Disposable {
  dispose(): void;
}

/** A {@link Disposable} made from a function, which is called at most once. */
export function toDisposable(dispose: () => void): Disposable {
  let live = true;
  return {
    dispose: () => {
      if (live) {
        live = false;
        dispose();
      }
    },
  };
}

/** Disposes of its members in reverse order, once; a member added after that is disposed at once. */
export class DisposableStore implements Disposable {
  private members: Disposable[] = [];
  private disposed = false;

  add<T extends Disposable>(member: T): T {
    if (this.disposed) {
      member.dispose();
    } else {
      this.members.push(member);
    }
    return member;
  }

  dispose(): void {
    this.disposed = true;
    for (const member of this.members.splice(0).reverse()) {
      member.dispose();
    }
  }
}
