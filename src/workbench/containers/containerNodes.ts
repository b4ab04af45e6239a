import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';
import type { ContainerMount, ContainerSummary, PublishedPort } from '../../domain/container';
import { distinctPorts, portShort } from '../../domain/containerList';

/** A container and where it is: what every command on a container is for. */
export interface EngineContainer {
  readonly engine: ShownEngine;
  readonly container: ContainerSummary;
}

/** What stands in the **Containers** view. */
export type ContainersNode = EngineNode | ProblemNode | ContainerNode | PortNode | MountNode;

export interface ContainerNode extends EngineContainer {
  readonly kind: 'container';
  readonly id: string;
}

export interface PortNode extends EngineContainer {
  readonly kind: 'port';
  readonly id: string;
  readonly port: PublishedPort;
}

export interface MountNode extends EngineContainer {
  readonly kind: 'mount';
  readonly id: string;
  readonly mount: ContainerMount;
}

/** A container's row. Its id holds nothing that changes, so selection and expansion survive. */
export function containerNode(engine: ShownEngine, container: ContainerSummary): ContainerNode {
  return { kind: 'container', id: idIn(engine, container.id), engine, container };
}

/** The rows below a container. */
export function containerChildren(node: ContainerNode): ContainersNode[] {
  const { id, engine, container } = node;
  return [
    ...distinctPorts(container).map((port): PortNode => {
      return { kind: 'port', id: `${id}/port/${portShort(port)}`, engine, container, port };
    }),
    ...container.mounts.map((mount): MountNode => {
      return { kind: 'mount', id: `${id}/mount${mount.destination}`, engine, container, mount };
    }),
  ];
}
