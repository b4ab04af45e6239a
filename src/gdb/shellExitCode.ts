import type { MiClient } from './miClient';

/** What a script ends with that gdb has a shell run beside it. Its output would get lost in gdb's. */
export async function shellExitCode(client: MiClient, script: string): Promise<number> {
  const [, body] = await Promise.all([
    client.consoleCommand(`shell ${script}`),
    client.command('-data-evaluate-expression', '$_shell_exitcode'),
  ]);
  return Number(body.text('value'));
}
