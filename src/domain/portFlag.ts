import { isIP } from 'node:net';
import type { PortBinding } from './containerSpec';
import { parseCsvFields } from './csvFields';
import type { Refuse } from './dockerRunError';

/**
 * Reads `-p`: `[[ip:]host:]container[/protocol]`, where ranges of equal length pair up and a range
 * of host ports for one container port lets the engine choose; or `target=80,published=8080`.
 */
export function parsePortFlag(value: string, refuse: Refuse): PortBinding[] {
  const text = value.includes('=') ? shortForm(value, refuse) : value;
  const parts = text.split(':');
  const [container = '', protocolText = 'tcp', ...rest] = (parts.pop() ?? '').split('/');
  const host = parts.pop() ?? '';
  const hostIp = parts.join(':').replace(/^\[(.*)\]$/, '$1');
  const protocol = protocolOf(protocolText);
  if (!protocol || rest.length > 0) {
    throw refuse(`"${protocolText}" is not a protocol; tcp, udp and sctp are`);
  }
  if (hostIp !== '' && isIP(hostIp) === 0) {
    throw refuse(`"${hostIp}" is not an IP address`);
  }
  const containerPorts = portRange(container);
  if (containerPorts.length === 0) {
    throw refuse(
      container === '' ? 'the container port is missing' : `"${container}" is not a port`,
    );
  }
  const hostPorts = host === '' ? [] : portRange(host);
  if (host !== '' && hostPorts.length === 0) {
    throw refuse(`"${host}" is not a port of the host`);
  }
  if (host !== '' && containerPorts.length > 1 && hostPorts.length !== containerPorts.length) {
    throw refuse(`the ranges "${host}" and "${container}" are not of the same length`);
  }
  const oneOfHostRange = containerPorts.length === 1 && hostPorts.length > 1;
  return containerPorts.map((containerPort, index) => {
    const hostPort = oneOfHostRange ? host : hostPorts[index]?.toString();
    return {
      ...(hostIp !== '' && { hostIp }),
      ...(hostPort !== undefined && { hostPort }),
      containerPort,
      protocol,
    };
  });
}

/** The value of `-p` for one binding. */
export function formatPortFlag(port: PortBinding): string {
  const container = `${port.containerPort}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
  if (port.hostIp !== undefined) {
    const hostIp = port.hostIp.includes(':') ? `[${port.hostIp}]` : port.hostIp;
    return `${hostIp}:${port.hostPort ?? ''}:${container}`;
  }
  return port.hostPort === undefined ? container : `${port.hostPort}:${container}`;
}

/** Checks `--expose`: a port or a range, with a protocol or without. */
export function parseExposeFlag(value: string, refuse: Refuse): string {
  const [range = '', protocol = 'tcp', ...rest] = value.toLowerCase().split('/');
  if (portRange(range).length === 0 || !protocolOf(protocol) || rest.length > 0) {
    throw refuse('it takes a port or a range, such as 3000 or 3000-3005/udp');
  }
  return value.toLowerCase();
}

/** The ports of `80` or `5000-5002`; none when the text is neither. */
export function portRange(text: string): number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  return match && last >= first && last <= 65535
    ? Array.from({ length: last - first + 1 }, (_, index) => first + index)
    : [];
}

function protocolOf(text: string): PortBinding['protocol'] | undefined {
  const protocols: readonly PortBinding['protocol'][] = ['tcp', 'udp', 'sctp'];
  return protocols.find((protocol) => protocol === text.toLowerCase());
}

function shortForm(value: string, refuse: Refuse): string {
  const fields = new Map(
    (parseCsvFields(value) ?? []).map((field): [string, string] => {
      const [key = '', ...rest] = field.split('=');
      return [key.toLowerCase(), rest.join('=')];
    }),
  );
  const unknown = [...fields.keys()].find(
    (key) => !['target', 'published', 'protocol', 'mode'].includes(key),
  );
  if (unknown !== undefined || !fields.has('target')) {
    throw refuse('it takes host:container, or target=…,published=…,protocol=…');
  }
  const published = fields.get('published');
  return `${published === undefined ? '' : `${published}:`}${fields.get('target') ?? ''}/${fields.get('protocol') ?? 'tcp'}`;
}
