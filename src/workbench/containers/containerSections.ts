import * as vscode from 'vscode';
import { distinctPorts, portShort } from '../../domain/containerList';
import { environmentVariables } from '../../domain/environment';
import { listProcesses } from '../../engine/listProcesses';
import type {
  ContainerNode,
  ContainersNode,
  MountNode,
  NetworkNode,
  PortNode,
  ProcessNode,
  Section,
  SectionNode,
  VariableNode,
} from './containerNodes';
import type { LazyRows } from './lazyRows';

/** The rows below a container: one for each subject that it has something of. */
export function containerChildren({ id, engine, container }: ContainerNode): SectionNode[] {
  const has: Record<Section, boolean> = {
    ports: container.ports.length > 0,
    mounts: container.mounts.length > 0,
    networks: container.networks.length > 0,
    environment: true,
    processes: container.state === 'running',
  };
  const sections = ['ports', 'mounts', 'networks', 'environment', 'processes'] as const;
  return sections
    .filter((section) => has[section])
    .map((section) => ({ kind: 'section', id: `${id}/${section}`, engine, container, section }));
}

/** The rows below a subject of a container. */
export function sectionChildren(
  node: SectionNode,
  lazyRows: LazyRows<ContainersNode>,
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
      return lazyChildren(node, lazyRows);
  }
}

/** Reads what a subject is about anew. */
export function reloadSection(node: SectionNode, lazyRows: LazyRows<ContainersNode>): void {
  switch (node.section) {
    case 'environment':
      lazyRows.reload(node.id, () => variables(node));
      break;
    case 'processes':
      lazyRows.reload(node.id, () => processes(node));
      break;
    default:
      break;
  }
}

function lazyChildren(
  node: SectionNode,
  lazyRows: LazyRows<ContainersNode>,
): readonly ContainersNode[] {
  const rows = lazyRows.rows(node.id);
  const note = (text: string, isProblem: boolean): ContainersNode[] => [
    { kind: 'note', id: `${node.id}/note`, text, isProblem },
  ];
  switch (rows.state) {
    case 'unknown':
      reloadSection(node, lazyRows);
      return note(vscode.l10n.t('Looking…'), false);
    case 'loading':
      return note(vscode.l10n.t('Looking…'), false);
    case 'failed':
      return note(rows.message, true);
    case 'loaded':
      return rows.rows;
  }
}

async function variables({ id, engine, container }: SectionNode): Promise<VariableNode[]> {
  const { env } = await engine.engine.inspectContainer(container.id);
  return environmentVariables(env).map((variable) => {
    return { kind: 'variable', id: `${id}/${variable.name}`, engine, container, variable };
  });
}

async function processes({ id, engine, container }: SectionNode): Promise<ProcessNode[]> {
  const all = await listProcesses(engine.engine, container.name);
  return all
    .filter(({ state }) => state !== 'kernel')
    .map((process) => {
      return { kind: 'process', id: `${id}/${process.processId}`, engine, container, process };
    });
}
