import * as vscode from 'vscode';
import { distinctPorts, portShort } from '../../domain/containerList';
import { environmentVariables } from '../../domain/environment';
import { listProcesses } from '../../engine/listProcesses';
import type {
  ContainerNode,
  ContainersNode,
  FileNode,
  MountNode,
  NetworkNode,
  PortNode,
  ProcessNode,
  Section,
  SectionNode,
  VariableNode,
} from './containerNodes';
import { fileRows } from '../files/fileRows';
import type { FilesOfEngines } from '../files/fileUris';
import type { LazyRows } from './lazyRows';

const sections = ['ports', 'mounts', 'networks', 'environment', 'processes', 'files'] as const;

/** Rows whose children are asked for when somebody opens them. */
type LazyNode = SectionNode | FileNode;

/** The rows below a container: one for each subject that it has something of. */
export function containerChildren({ id, engine, container }: ContainerNode): SectionNode[] {
  const has: Record<Section, boolean> = {
    ports: container.ports.length > 0,
    mounts: container.mounts.length > 0,
    networks: container.networks.length > 0,
    environment: true,
    processes: container.state === 'running',
    files: container.state !== 'removing',
  };
  return sections
    .filter((section) => has[section])
    .map((section) => ({ kind: 'section', id: `${id}/${section}`, engine, container, section }));
}

/** The rows below a subject of a container. */
export function sectionChildren(
  node: SectionNode,
  lazyRows: LazyRows<ContainersNode>,
  files: FilesOfEngines,
): readonly ContainersNode[] {
  const { engine, container, section } = node;
  const id = `${node.id}/`;
  switch (section) {
    case 'ports':
      return distinctPorts(container).map((port): PortNode => {
        return { kind: 'port', id: `${id}${portShort(port)}`, engine, container, port };
      });
    case 'mounts':
      return container.mounts.map((mount): MountNode => {
        return { kind: 'mount', id: `${id}${mount.destination}`, engine, container, mount };
      });
    case 'networks':
      return container.networks.map((network): NetworkNode => {
        return { kind: 'network', id: `${id}${network.name}`, engine, container, network };
      });
    case 'environment':
    case 'processes':
    case 'files':
      return lazyChildren(node, lazyRows, files);
  }
}

/** Reads what stands below a row anew. */
export function reloadRows(
  node: LazyNode,
  lazyRows: LazyRows<ContainersNode>,
  files: FilesOfEngines,
): void {
  switch (node.kind === 'file' ? 'files' : node.section) {
    case 'environment':
      lazyRows.reload(node.id, () => variables(node));
      break;
    case 'processes':
      lazyRows.reload(node.id, () => processes(node));
      break;
    case 'files':
      lazyRows.reload(node.id, () => fileRows(node, files));
      break;
    default:
      break;
  }
}

/** What is known of the rows below a row; they are asked for where nobody has yet. */
export function lazyChildren(
  node: LazyNode,
  lazyRows: LazyRows<ContainersNode>,
  files: FilesOfEngines,
): readonly ContainersNode[] {
  const rows = lazyRows.rows(node.id);
  const note = (text: string, isProblem: boolean): ContainersNode[] => [
    { kind: 'note', id: `${node.id}/note`, text, isProblem },
  ];
  switch (rows.state) {
    case 'unknown':
      reloadRows(node, lazyRows, files);
      return note(vscode.l10n.t('Looking…'), false);
    case 'loading':
      return note(vscode.l10n.t('Looking…'), false);
    case 'failed':
      return note(rows.message, true);
    case 'loaded':
      return rows.rows;
  }
}

async function variables({ id, engine, container }: LazyNode): Promise<VariableNode[]> {
  const { env } = await engine.engine.inspectContainer(container.id);
  return environmentVariables(env).map((variable) => {
    return { kind: 'variable', id: `${id}/${variable.name}`, engine, container, variable };
  });
}

async function processes({ id, engine, container }: LazyNode): Promise<ProcessNode[]> {
  const all = await listProcesses(engine.engine, container.name);
  return all
    .filter(({ state }) => state !== 'kernel')
    .map((process) => {
      return { kind: 'process', id: `${id}/${process.processId}`, engine, container, process };
    });
}
