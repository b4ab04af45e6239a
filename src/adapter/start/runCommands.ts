import { UserError } from '../../base/errors';
import type { SetupCommand } from '../../domain/launchConfiguration';
import { GdbError } from '../../gdb/gdbError';
import type { MiClient } from '../../gdb/miClient';

/** Runs the commands that a launch configuration lists. */
export async function runCommands(
  client: MiClient,
  attribute: string,
  commands: readonly SetupCommand[],
): Promise<void> {
  for (const { text, ignoreFailures } of commands) {
    try {
      await (text.startsWith('-') ? client.rawCommand(text) : client.consoleCommand(text));
    } catch (error) {
      if (!(error instanceof GdbError)) {
        throw error;
      }
      if (ignoreFailures !== true) {
        throw new UserError(
          `gdb refused the command "${text}" of the attribute "${attribute}": ${error.message}`,
          [],
          { cause: error },
        );
      }
    }
  }
}
