import { pipeTransportWords, readPipeCommand, type ComposeService } from '../../domain/pipeCommand';
import { hostPlatform } from '../hostPlatform';

/** The text of an attribute of a launch configuration; undefined when it is absent or empty. */
export function textOf(
  configuration: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = configuration[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The container that a launch configuration names, itself or by the `pipeTransport` of cppdbg. */
export function configuredContainer(
  configuration: Readonly<Record<string, unknown>>,
): string | ComposeService | undefined {
  return textOf(configuration, 'container') ?? containerOfPipe(configuration['pipeTransport']);
}

/** As far as it is plain; the adapter reads it thoroughly, and says what is wrong with it. */
function containerOfPipe(transport: unknown): string | ComposeService | undefined {
  if (!isRecord(transport)) {
    return undefined;
  }
  const system = { win32: 'windows', darwin: 'osx', linux: 'linux', wsl: 'linux' }[hostPlatform()];
  const block = transport[system];
  const fields = isRecord(block) ? { ...transport, ...block } : transport;
  const args = fields['pipeArgs'];
  const words = Array.isArray(args) ? args.map(String) : typeof args === 'string' ? args : '';
  const program = textOf(fields, 'pipeProgram') ?? 'docker';
  const command = readPipeCommand(
    pipeTransportWords(program, words, fields['quoteArgs'] !== false),
  );
  return command.kind === 'exec' ? command.container : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
