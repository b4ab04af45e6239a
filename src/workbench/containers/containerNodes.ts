import type { ContainerMount, ContainerSummary, PublishedPort } from '../../domain/container';
import { distinctPorts, portShort } from '../../domain/containerList';

/** What stands in the **Containers** view. */
export type ContainersNode = ContainerNode | PortNode | MountNode;

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly container: ContainerSummary;
}

export interface PortNode {
  readonly kind: 'port';
  readonly id: string;
  readonly container: ContainerSummary;
  readonly port: PublishedPort;
}

export interface MountNode {
  readonly kind: 'mount';
  readonly id: string;
  readonly container: ContainerSummary;
  readonly mount: ContainerMount;
}

/** A container's row. Its id holds nothing that changes, so selection and expansion survive. */
export function containerNode(container: ContainerSummary): ContainerNode {
  return { kind: 'container', id: container.id, container };
}

/** The rows below a container. */
export function containerChildren(container: ContainerSummary): ContainersNode[] {
  return [
    ...distinctPorts(container).map((port): PortNode => {
      return { kind: 'port', id: `${container.id}/port/${portShort(port)}`, container, port };
    }),
    ...container.mounts.map((mount): MountNode => {
      return { kind: 'mount', id: `${container.id}/mount${mount.destination}`, container, mount };
    }),
  ];
}
