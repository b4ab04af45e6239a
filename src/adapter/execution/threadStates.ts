/** Which threads run, from what gdb tells about all of them or about some. */
export class ThreadStates {
  /** Threads that nothing was told of since all were. */
  private others: 'running' | 'stopped' = 'stopped';
  private readonly told = new Map<number, 'running' | 'stopped'>();

  /** True when that changed anything. */
  set(threads: 'all' | readonly number[], state: 'running' | 'stopped'): boolean {
    if (threads === 'all') {
      const changed =
        this.others !== state || [...this.told.values()].some((each) => each !== state);
      this.others = state;
      this.told.clear();
      return changed;
    }
    const changing = threads.filter((thread) => this.stateOf(thread) !== state);
    for (const thread of threads) {
      this.told.set(thread, state);
    }
    return changing.length > 0;
  }

  /** The thread has ended. */
  forget(thread: number): void {
    this.told.delete(thread);
  }

  isRunning(thread: number): boolean {
    return this.stateOf(thread) === 'running';
  }

  get someRun(): boolean {
    return this.others === 'running' || [...this.told.values()].includes('running');
  }

  get someStand(): boolean {
    const states = [...this.told.values()];
    return states.includes('stopped') || (states.length === 0 && this.others === 'stopped');
  }

  /** The threads that are known to be in a state, as far as they were told of one by one. */
  those(state: 'running' | 'stopped'): readonly number[] {
    return [...this.told].filter(([, each]) => each === state).map(([thread]) => thread);
  }

  private stateOf(thread: number): 'running' | 'stopped' {
    return this.told.get(thread) ?? this.others;
  }
}
