import type { EngineNode, ProblemNode } from '../engine/engineNodes';
import { idIn, type ShownEngine } from '../engine/engines';
import type {
  ContainerMount,
  ContainerNetwork,
  ContainerSummary,
  PublishedPort,
} from '../../domain/container';
import type { Grouping } from '../../domain/containerGroups';
import type { EnvironmentVariable } from '../../domain/environment';
import type { FileEntry } from '../../domain/pathStat';
import type { ProcessInfo } from '../../domain/processList';

/** A container and where it is: what every command on a container is for. */
export interface EngineContainer {
  readonly engine: ShownEngine;
  readonly container: ContainerSummary;
}

/** What stands in the **Containers** view. */
export type ContainersNode =
  | EngineNode
  | ProblemNode
  | GroupNode
  | ContainerNode
  | SectionNode
  | PortNode
  | MountNode
  | NetworkNode
  | VariableNode
  | ProcessNode
  | FileNode
  | NoteNode;

/** Containers that stand together. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly grouping: Grouping;
  readonly key: string;
  readonly engine: ShownEngine;
  readonly containers: readonly ContainerSummary[];
}

export interface ContainerNode extends EngineContainer {
  readonly kind: 'container';
  readonly id: string;
}

/** What is told of a container, by subject. Environment, processes and files are asked for when opened. */
export type Section = 'ports' | 'mounts' | 'networks' | 'environment' | 'processes' | 'files';

export interface SectionNode extends EngineContainer {
  readonly kind: 'section';
  readonly id: string;
  readonly section: Section;
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

export interface NetworkNode extends EngineContainer {
  readonly kind: 'network';
  readonly id: string;
  readonly network: ContainerNetwork;
}

export interface VariableNode extends EngineContainer {
  readonly kind: 'variable';
  readonly id: string;
  readonly variable: EnvironmentVariable;
}

export interface ProcessNode extends EngineContainer {
  readonly kind: 'process';
  readonly id: string;
  readonly process: ProcessInfo;
}

export interface FileNode extends EngineContainer {
  readonly kind: 'file';
  readonly id: string;
  readonly containerPath: string;
  readonly entry: FileEntry;
}

/** A sentence in the place of rows: why there are none, or not yet. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly text: string;
  readonly isProblem: boolean;
}

/** A group's row, whose containers are those of its key. */
export function groupNode(
  engine: ShownEngine,
  grouping: Grouping,
  key: string,
  containers: readonly ContainerSummary[],
): GroupNode {
  const id = `group|${engine.id}|${grouping}|${key}`;
  return { kind: 'group', id, engine, grouping, key, containers };
}

/**
 * A container's row. Its id holds nothing that changes, so selection and expansion survive; only on
 * its second network it needs another one, because it stands in two groups.
 */
export function containerNode(
  engine: ShownEngine,
  container: ContainerSummary,
  network?: string,
): ContainerNode {
  const isFirst = network === undefined || container.networks[0]?.name === network;
  const id = idIn(engine, container.id);
  return { kind: 'container', id: isFirst ? id : `${id}@${network}`, engine, container };
}
