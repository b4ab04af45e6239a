import { ageText } from './age';
import type { ContainerSummary, PublishedPort } from './container';
import { workspaceFolderLabel } from './container';
import { markdownCode, markdownTable } from './markdown';

/** In which order containers stand. */
export const containerOrders = ['state', 'name', 'created'] as const;
export type ContainerOrder = (typeof containerOrders)[number];

/**
 * By `state` running ones first; `created`, the newest first; then by name as a person counts: `dev2`
 * before `dev10`.
 */
export function sortContainers(
  containers: readonly ContainerSummary[],
  order: ContainerOrder = 'state',
): ContainerSummary[] {
  const byName = new Intl.Collator(undefined, { numeric: true });
  return [...containers].sort(
    (a, b) =>
      compareBy(order, a, b) || byName.compare(a.name, b.name) || byName.compare(a.id, b.id),
  );
}

/** One line beside the name: image, state where it is not plain, published ports, age. */
export function containerDescription(container: ContainerSummary, now: number): string {
  return [
    imageName(container),
    stateNote(container),
    publishedPorts(container).map(portShort).join(', '),
    ageText(container.created, now),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The details of a container as Markdown; whatever comes from the engine is escaped. */
export function containerTooltip(container: ContainerSummary, now: number): string {
  const folder = container.labels[workspaceFolderLabel];
  const rows: [string, string][] = [
    ['State', markdownCode(container.status === '' ? container.state : container.status)],
    ['Image', markdownCode(container.image)],
    ['Command', markdownCode(container.command)],
    ['Created', `${ageText(container.created, now)} ${ago(container.created, now)}`.trim()],
    ['Ports', container.ports.map((port) => markdownCode(portLong(port))).join(', ')],
    ['Id', markdownCode(container.id.slice(0, 12))],
  ];
  if (folder !== undefined) {
    rows.splice(1, 0, ['Dev container of', markdownCode(folder)]);
  }
  return `**${markdownCode(container.name)}**\n\n${markdownTable(rows)}`;
}

/** The published ports, one for each pair, though the engine lists IPv4 and IPv6 apart. */
export function publishedPorts(container: ContainerSummary): PublishedPort[] {
  return distinctPorts(container).filter((port) => port.hostPort !== undefined);
}

/** All ports, published or only exposed, one for each pair, in order. */
export function distinctPorts(container: ContainerSummary): PublishedPort[] {
  const ports = new Map<string, PublishedPort>();
  for (const port of container.ports) {
    const key = portShort(port);
    if (!ports.has(key)) {
      ports.set(key, port);
    }
  }
  return [...ports.values()].sort(
    (a, b) => a.containerPort - b.containerPort || (a.hostPort ?? 0) - (b.hostPort ?? 0),
  );
}

/** `8080→80`, with the protocol where it is not TCP. */
export function portShort(port: PublishedPort): string {
  const inside = `${port.containerPort}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
  if (port.hostPort === undefined) {
    return inside;
  }
  return port.hostPort === port.containerPort ? inside : `${port.hostPort}→${inside}`;
}

/** The address at which a browser on the engine's host finds a published port. */
export function portUrl(port: PublishedPort, engineHost: string): string | undefined {
  if (port.hostPort === undefined || port.protocol !== 'tcp') {
    return undefined;
  }
  const { hostIp = '' } = port;
  const address = ['', '0.0.0.0', '::'].includes(hostIp) ? engineHost : hostIp;
  const scheme = [443, 8443].includes(port.containerPort) ? 'https' : 'http';
  return `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port.hostPort}/`;
}

/** The reference by which the container was made; the start of the id where the tag has moved on. */
function imageName(container: ContainerSummary): string {
  return container.image.startsWith('sha256:') ? container.image.slice(7, 19) : container.image;
}

function stateNote(container: ContainerSummary): string {
  if (container.state === 'running') {
    return container.health === undefined || container.health === 'healthy' ? '' : container.health;
  }
  // The list has the exit code only in the engine's own words: "Exited (137) 2 minutes ago".
  const exitCode = /^Exited \((\d+)\)/.exec(container.status)?.[1];
  return exitCode === undefined ? container.state : `exited (${exitCode})`;
}

function portLong(port: PublishedPort): string {
  const inside = `${port.containerPort}/${port.protocol}`;
  return port.hostPort === undefined
    ? inside
    : `${port.hostIp ?? '0.0.0.0'}:${port.hostPort} → ${inside}`;
}

function ago(moment: number, now: number): string {
  return ageText(moment, now) === 'just now' ? '' : 'ago';
}

function compareBy(order: ContainerOrder, a: ContainerSummary, b: ContainerSummary): number {
  switch (order) {
    case 'state':
      return rank(a) - rank(b);
    case 'created':
      return b.created - a.created;
    case 'name':
      return 0;
  }
}

function rank(container: ContainerSummary): number {
  return ['running', 'paused', 'restarting'].includes(container.state) ? 0 : 1;
}
