/** Whether the processor stops a program at what its debug registers hold; tried once, when it matters. */
export class DebugRegisters {
  private answer: Promise<boolean> | undefined;

  constructor(private readonly tryThem: () => Promise<boolean>) {}

  work(): Promise<boolean> {
    this.answer ??= this.tryThem();
    return this.answer;
  }
}
