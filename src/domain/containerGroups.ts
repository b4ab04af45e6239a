import { composeProjectLabel, composeServiceLabel } from './compose/composeProject';
import type { ContainerSummary } from './container';
import { publishedPorts, portShort, sortContainers, type ContainerOrder } from './containerList';

/** By what the rows of the **Containers** view are grouped. */
export const groupings = ['compose', 'network', 'image', 'label', 'state', 'none'] as const;
export type Grouping = (typeof groupings)[number];

/** What a container's row is called. */
export const rowLabels = ['name', 'service', 'image', 'id'] as const;
export type RowLabel = (typeof rowLabels)[number];

/** How the **Containers** view is laid out. */
export interface Arrangement {
  readonly groupBy: Grouping;
  /** The label by whose values `label` groups. */
  readonly groupLabel: string;
  readonly order: ContainerOrder;
  readonly rowLabel: RowLabel;
  /** Words that a container must all have; empty shows every container. */
  readonly filter: string;
}

/** Containers that stand together. Those that belong nowhere stand last, without a key. */
export interface ContainerGroup {
  readonly key: string | undefined;
  readonly containers: readonly ContainerSummary[];
}

/** The containers as the view shows them; without any group there is one, which has no key. */
export function arrangeContainers(
  containers: readonly ContainerSummary[],
  arrangement: Arrangement,
): readonly ContainerGroup[] {
  const shown = sortContainers(
    containers.filter((container) => matchesFilter(container, arrangement.filter)),
    arrangement.order,
  );
  const groups = new Map<string, ContainerSummary[]>();
  const alone: ContainerSummary[] = [];
  for (const container of shown) {
    const keys = groupKeys(container, arrangement);
    if (keys.length === 0) {
      alone.push(container);
    }
    for (const key of keys) {
      groups.set(key, [...(groups.get(key) ?? []), container]);
    }
  }
  return [
    ...[...groups]
      .sort(([a], [b]) => compareKeys(a, b, arrangement.groupBy))
      .map(([key, members]) => ({ key, containers: members })),
    ...(alone.length > 0 ? [{ key: undefined, containers: alone }] : []),
  ];
}

/** Whether a container has all words of a filter in what is known of it, whatever the case. */
export function matchesFilter(container: ContainerSummary, filter: string): boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const { name, image, state, health, status, networks, labels, command } = container;
  const text = [
    name,
    image,
    state,
    health ?? '',
    status,
    command,
    ...networks.map((network) => network.name),
    ...publishedPorts(container).map(portShort),
    labels[composeProjectLabel] ?? '',
    labels[composeServiceLabel] ?? '',
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word) || container.id.startsWith(word));
}

/** What a row is called: by another than the name only where the container has it. */
export function rowLabelOf(container: ContainerSummary, rowLabel: RowLabel): string {
  switch (rowLabel) {
    case 'name':
      return container.name;
    case 'service':
      return container.labels[composeServiceLabel] ?? container.name;
    case 'image':
      return container.image.startsWith('sha256:') ? container.image.slice(7, 19) : container.image;
    case 'id':
      return container.id.slice(0, 12);
  }
}

/** The labels that these containers have, for a person to choose one to group by. */
export function labelsOf(containers: readonly ContainerSummary[]): readonly string[] {
  return [...new Set(containers.flatMap(({ labels }) => Object.keys(labels)))].sort();
}

// What runs stands first; what is going stands last.
const stateOrder = ['running', 'restarting', 'paused', 'created', 'exited', 'dead', 'removing'];

/** On several networks a container stands in several groups. */
function groupKeys(container: ContainerSummary, { groupBy, groupLabel }: Arrangement): string[] {
  switch (groupBy) {
    case 'compose':
      return present(container.labels[composeProjectLabel]);
    case 'network':
      return container.networks.map(({ name }) => name);
    case 'image':
      return [rowLabelOf(container, 'image')];
    case 'label':
      return present(container.labels[groupLabel]);
    case 'state':
      return [container.state];
    case 'none':
      return [];
  }
}

function present(value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [value];
}

function compareKeys(a: string, b: string, groupBy: Grouping): number {
  return groupBy === 'state'
    ? stateOrder.indexOf(a) - stateOrder.indexOf(b)
    : a.localeCompare(b, undefined, { numeric: true });
}
