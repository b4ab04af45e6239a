import { arrangeContainers, type Arrangement } from '../../domain/containerGroups';
import {
  containerNode,
  groupNode,
  type ContainerNode,
  type ContainersNode,
  type GroupNode,
  type MountNode,
  type NetworkNode,
  type PortNode,
  type ProcessNode,
  type Section,
  type SectionNode,
  type VariableNode,
} from '../containers/containerNodes';
import { parentOfFile } from '../files/fileRows';
import { engineNode, problemNodes } from '../engine/engineNodes';
import type { Engines, ShownEngine } from '../engine/engines';

/** The rows that stand below nothing. */
export function rootRows({ all, current }: Engines, arrangement: Arrangement): ContainersNode[] {
  // Only a view that is seen asks for its rows, so a window without it makes no engine call.
  all.forEach(({ store }) => store.start());
  return all.length > 1 ? all.map(engineNode) : containerRows(current, arrangement);
}

/** The rows below an engine. */
export function engineRows(engine: ShownEngine, arrangement: Arrangement): ContainersNode[] {
  return [...problemNodes(engine), ...containerRows(engine, arrangement)];
}

/** The rows below a group. */
export function groupRows({ engine, grouping, key, containers }: GroupNode): ContainerNode[] {
  const network = grouping === 'network' ? key : undefined;
  return containers.map((container) => containerNode(engine, container, network));
}

/** The row of a container, unless the filter hides it. */
export function rowOf(
  engine: ShownEngine,
  containerId: string,
  arrangement: Arrangement,
): ContainerNode | undefined {
  return containerRows(engine, arrangement)
    .flatMap((row) => (row.kind === 'group' ? groupRows(row) : [row]))
    .find(({ container }) => container.id === containerId);
}

/** What a row stands below, for revealing it. */
export function parentRow(
  { all }: Engines,
  node: ContainersNode,
  arrangement: Arrangement,
): ContainersNode | undefined {
  switch (node.kind) {
    case 'engine':
    case 'problem':
    case 'note':
      return undefined;
    case 'group':
      return all.length > 1 ? engineNode(node.engine) : undefined;
    case 'container':
      return (
        containerRows(node.engine, arrangement).find(
          (row) => row.kind === 'group' && groupRows(row).some(({ id }) => id === node.id),
        ) ?? (all.length > 1 ? engineNode(node.engine) : undefined)
      );
    case 'section': {
      const { engine, container, section, id } = node;
      return { kind: 'container', id: id.slice(0, -`/${section}`.length), engine, container };
    }
    case 'file':
      return parentOfFile(node);
    default:
      return sectionOf(node);
  }
}

/** The row of the subject that a row tells something of. */
function sectionOf(
  node: PortNode | MountNode | NetworkNode | VariableNode | ProcessNode,
): SectionNode {
  const sections: Record<typeof node.kind, Section> = {
    port: 'ports',
    mount: 'mounts',
    network: 'networks',
    variable: 'environment',
    process: 'processes',
  };
  const { engine, container } = node;
  const section = sections[node.kind];
  const end = node.id.indexOf(`/${section}/`) + section.length + 1;
  return { kind: 'section', id: node.id.slice(0, end), engine, container, section };
}

function containerRows(
  engine: ShownEngine,
  arrangement: Arrangement,
): (GroupNode | ContainerNode)[] {
  return arrangeContainers(engine.store.snapshot.containers, arrangement).flatMap(
    ({ key, containers }): (GroupNode | ContainerNode)[] =>
      key === undefined
        ? containers.map((container) => containerNode(engine, container))
        : [groupNode(engine, arrangement.groupBy, key, containers)],
  );
}
