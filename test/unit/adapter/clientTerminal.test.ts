import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { ClientTerminal } from '../../../src/adapter/terminal/clientTerminal';
import { terminalVariable } from '../../../src/adapter/terminal/terminalProgram';

suite('A terminal of a client', () => {
  test('that is not wanted any more is turned away when it comes', async () => {
    const wanted = new AbortController();
    const asked = new Promise<DebugProtocol.RunInTerminalRequestArguments>((resolve) => {
      const ask = (_: string, args: object): Promise<never> => {
        resolve(args as DebugProtocol.RunInTerminalRequestArguments);
        return new Promise(() => undefined);
      };
      const terminal = new ClientTerminal({ ask }, undefined, () => undefined);
      void terminal.open({ containerId: 'dev', title: 'app', argv: [] }, wanted.signal);
    });
    const [port] = ((await asked).env?.[terminalVariable] ?? '').split(':');
    wanted.abort();
    await assert.rejects(once(connect(Number(port), '127.0.0.1'), 'connect'), /ECONNREFUSED/);
  });
});
