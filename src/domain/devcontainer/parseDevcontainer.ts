import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { ContainerSpec } from '../containerSpec';
import type { Devcontainer, DevcontainerSource, GpuNeed } from './devcontainer';
import { reportUnused } from './devcontainerProperties';
import { DevcontainerReader, type DevcontainerProblem } from './devcontainerReader';
import type { DevcontainerVariables } from './devcontainerVariables';
import { readCommands } from './readCommands';
import { readDevcontainerSpec } from './readDevcontainerSpec';

/** What a text says; without a `devcontainer` it cannot be used, and its problems tell why. */
export interface ParsedDevcontainer {
  readonly devcontainer?: Devcontainer;
  /** In the order of the text. */
  readonly problems: readonly DevcontainerProblem[];
}

/** Reads the text of a `devcontainer.json`, comments and trailing commas allowed. */
export function parseDevcontainer(
  text: string,
  variables: Omit<DevcontainerVariables, 'containerWorkspaceFolder'>,
): ParsedDevcontainer {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const problems = errors.map(({ error, offset, length }): DevcontainerProblem => {
    const message = `This cannot be read as JSON (${printParseErrorCode(error)}).`;
    return { severity: 'error', message, offset, length };
  });
  if (!root) {
    const message = 'A "devcontainer.json" is an object in braces; this file is empty.';
    return { problems: [{ severity: 'error', message, offset: 0, length: text.length }] };
  }
  if (root.type !== 'object') {
    const { offset, length } = root;
    const message = 'A "devcontainer.json" is an object in braces.';
    return { problems: [...problems, { severity: 'error', message, offset, length }] };
  }
  const reader = new DevcontainerReader(root, variables);
  const devcontainer = read(reader);
  reportUnused(reader);
  const all = [...problems, ...reader.problems].sort((a, b) => a.offset - b.offset);
  const usable = devcontainer && all.every(({ severity }) => severity !== 'error');
  return { problems: all, ...(usable && { devcontainer }) };
}

/** The place of a character, counted from 1, for a sentence. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function read(reader: DevcontainerReader): Devcontainer | undefined {
  const source = readSource(reader);
  const { localWorkspaceFolderBasename } = reader.variables;
  const workspaceFolder =
    reader.text('workspaceFolder') ??
    (source?.kind === 'compose' ? '/' : `/workspaces/${localWorkspaceFolderBasename}`);
  const place = reader.node('workspaceFolder');
  if (place && !workspaceFolder.startsWith('/')) {
    reader.report(
      'error',
      place,
      '"workspaceFolder" is a path in the container: it begins with a slash.',
    );
  }
  reader.variables = { ...reader.variables, containerWorkspaceFolder: workspaceFolder };

  const spec: ContainerSpec = {
    ...(source?.kind === 'compose' ? { image: '' } : readDevcontainerSpec(reader, workspaceFolder)),
    image: source?.kind === 'image' ? source.image : '',
  };
  const name = reader.text('name');
  const remoteUser = reader.text('remoteUser');
  const rest = {
    remoteEnv: reader.map('remoteEnv'),
    gpu: readGpu(reader),
    commands: readCommands(reader),
  };
  return (
    source && {
      ...(name !== undefined && { name }),
      source,
      spec,
      workspaceFolder,
      ...(remoteUser !== undefined && remoteUser !== '' && { remoteUser }),
      ...rest,
    }
  );
}

function readSource(reader: DevcontainerReader): DevcontainerSource | undefined {
  const files = reader.texts('dockerComposeFile');
  if (reader.node('dockerComposeFile')) {
    const service = reader.text('service');
    if (service === undefined) {
      reader.report(
        'error',
        reader.node('dockerComposeFile') ?? reader.root,
        'With "dockerComposeFile", "service" names the service that is worked in.',
      );
      return undefined;
    }
    const runServices = reader.node('runServices') && reader.texts('runServices');
    return { kind: 'compose', files, service, ...(runServices && { runServices }) };
  }
  const dockerfile = reader.text('build', 'dockerfile') ?? reader.text('dockerFile');
  if (dockerfile !== undefined) {
    const target = reader.text('build', 'target');
    return {
      kind: 'build',
      dockerfile,
      context: reader.text('build', 'context') ?? reader.text('context') ?? '.',
      args: definedOnly(reader.map('build', 'args')),
      ...(target !== undefined && { target }),
      cacheFrom: reader.texts('build', 'cacheFrom'),
    };
  }
  const image = reader.text('image');
  if (image !== undefined && image !== '') {
    return { kind: 'image', image };
  }
  reader.report(
    'error',
    reader.node('image') ?? reader.node('build') ?? reader.root,
    'This says nothing of what the container is made from: give an "image", a "build.dockerfile", or a "dockerComposeFile" with a "service".',
  );
  return undefined;
}

function readGpu(reader: DevcontainerReader): GpuNeed {
  const node = reader.node('hostRequirements', 'gpu');
  switch (node?.type) {
    case undefined:
      return 'none';
    case 'boolean':
      return node.value === true ? 'required' : 'none';
    case 'object':
      return 'required';
    default:
      if (node?.value === 'optional') {
        return 'optional';
      }
      if (node) {
        reader.report(
          'error',
          node,
          '"hostRequirements.gpu" is true, false, "optional" or an object.',
        );
      }
      return 'none';
  }
}

function definedOnly(map: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
