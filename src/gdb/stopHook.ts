import type { MiClient } from './miClient';
import { stackPointer } from './stepCommands';
import { updating, withTellingToken } from './toldAnswers';

/** The thread whose stops are told with answers. */
const thread = '$drydock_told';

/** gdb's own numbers begin with 1, and there is a 0 when there is no program. */
const noThread = -1;

/** Whether they tell also what has become of the handles on variables. */
const updates = '$drydock_updates';

/**
 * Has gdb answer, with a stop, what it was asked at the stop before: a question that waits for the stop
 * costs the way from gdb to the adapter and back once more. It is gdb's `hook-stop`, which runs before
 * the stop is told. Where a person has one already, it stays theirs, and gdb is asked as ever.
 */
export class StopHook {
  private defined = '';
  private aimed = noThread;
  private isUpdating = false;

  constructor(private readonly client: MiClient) {}

  /** Does what asks about a thread that has stopped; gdb will tell the same when it stops again. */
  ask(threadId: number, action: () => void): void {
    const asked = this.client.asked(action).filter(isTellable);
    if (asked.length === 0) {
      this.rest();
      return;
    }
    this.define(asked);
    this.aim(threadId);
    this.update(asked.some((text) => text.startsWith(updating)));
  }

  /** Stops are told without answers until something is asked again. */
  rest(): void {
    this.aim(noThread);
  }

  /** There are handles now that are not to be read again before somebody asks for it. */
  restUpdates(): void {
    this.update(false);
  }

  private define(commands: readonly string[]): void {
    const text = hookOf(commands);
    if (text !== this.defined) {
      this.defined = text;
      this.client.told.expect(commands);
      const code = `python exec(${JSON.stringify(definition(text))})`;
      // Without it, everything is asked as it is needed.
      this.client.consoleCommand(code).catch(() => undefined);
    }
  }

  private aim(threadId: number): void {
    if (this.aimed !== threadId) {
      this.aimed = threadId;
      this.client.tell('-data-evaluate-expression', `${thread} = ${threadId}`);
    }
  }

  private update(isUpdating: boolean): void {
    if (this.isUpdating !== isUpdating) {
      this.isUpdating = isUpdating;
      this.client.tell('-data-evaluate-expression', `${updates} = ${isUpdating ? 1 : 0}`);
    }
  }
}

/** Whether it changes nothing, and is worth to be told. */
function isTellable(text: string): boolean {
  return (
    /^-(?:thread-info|stack-list-frames|stack-list-variables|var-update)\b/.test(text) ||
    (text.startsWith('-data-evaluate-expression') && text.endsWith(`"${stackPointer}"`))
  );
}

function hookOf(commands: readonly string[]): string {
  const lines = commands.map((text, index) => {
    const line = `interpreter-exec mi ${quoteWord(withTellingToken(text, index))}`;
    return text.startsWith(updating) ? `if ${updates}\n${line}\nend` : line;
  });
  return [`if $_gthread == ${thread}`, ...lines, 'end'].join('\n');
}

/** Python that defines the hook, unless there is one that is not ours. */
function definition(text: string): string {
  return `
import gdb
try:
    drydock_hook = gdb.execute('show user hook-stop', to_string=True)
except gdb.error:
    drydock_hook = '${thread}'
if '${thread}' in drydock_hook:
    gdb.execute(${JSON.stringify(`define hook-stop\n${text}\nend`)})
`;
}

/** One word of gdb's command line. */
function quoteWord(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
