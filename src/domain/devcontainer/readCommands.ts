import type { Node } from 'jsonc-parser';
import {
  lifecycleStages,
  type Devcontainer,
  type LifecycleCommand,
  type SingleCommand,
} from './devcontainer';
import type { DevcontainerReader } from './devcontainerReader';

/** The commands of a file: a line for a shell, a list of words, or an object of such. */
export function readCommands(reader: DevcontainerReader): Devcontainer['commands'] {
  return Object.fromEntries(
    lifecycleStages.flatMap((stage) => {
      const node = reader.node(stage);
      const command = node && readCommand(reader, node, stage);
      return command ? [[stage, command]] : [];
    }),
  );
}

function readCommand(
  reader: DevcontainerReader,
  node: Node,
  stage: string,
): LifecycleCommand | undefined {
  if (node.type !== 'object') {
    return readSingle(reader, node, stage);
  }
  const commands = reader.entries(node, stage).flatMap(([name, value]) => {
    const command = readSingle(reader, value, `${stage}.${name}`);
    return command ? [[name, command] as const] : [];
  });
  return commands.length === 0
    ? undefined
    : { kind: 'parallel', commands: Object.fromEntries(commands) };
}

function readSingle(
  reader: DevcontainerReader,
  node: Node,
  name: string,
): SingleCommand | undefined {
  switch (node.type) {
    case 'string': {
      const line = reader.lateText(node, name) ?? '';
      return line.trim() === '' ? undefined : { kind: 'shell', line };
    }
    case 'array': {
      const argv = reader.items(node).flatMap((item) => reader.lateText(item, name) ?? []);
      return argv.length === 0 ? undefined : { kind: 'argv', argv };
    }
    case 'null':
      return undefined;
    default:
      reader.report(
        'error',
        node,
        `"${name}" is a command: a text, a list of texts, or an object of such.`,
      );
      return undefined;
  }
}
