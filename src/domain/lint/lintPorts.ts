import type { ContainerSpec, PortBinding } from '../containerSpec';
import { portRange } from '../portFlag';
import type { SpecFacts, SpecFinding, UsedPort } from './specFinding';

/** Ports of the host that are taken, or asked for twice. */
export function lintPorts(spec: ContainerSpec, { usedPorts = [] }: SpecFacts): SpecFinding[] {
  const { ports = [] } = spec;
  if (spec.network === 'host') {
    return ports.length > 0
      ? [
          {
            code: 'hostNetworkPorts',
            severity: 'information',
            field: 'ports',
            message:
              'With "--network host" the container has the host\'s ports, and "-p" has no effect.',
            fix: { title: 'Leave "-p" Out', patch: { ports: undefined } },
          },
        ]
      : [];
  }
  return ports.flatMap((binding, index) => {
    const owned = ports.slice(0, index).flatMap(ownPort);
    const owner = ownerOf(binding, owned) ?? ownerOf(binding, usedPorts);
    return owner === undefined ? [] : [takenPort(ports, index, binding, owner, usedPorts)];
  });
}

const thisContainer = '';

function takenPort(
  ports: readonly PortBinding[],
  index: number,
  binding: PortBinding,
  owner: string,
  usedPorts: readonly UsedPort[],
): SpecFinding {
  const others = [...usedPorts, ...ports.toSpliced(index, 1).flatMap(ownPort)];
  const free = freePort(binding, others);
  const where = `The port ${binding.hostPort ?? ''} of the host`;
  return {
    code: owner === thisContainer ? 'portTwice' : 'portInUse',
    severity: 'error',
    field: 'ports',
    index,
    message:
      owner === thisContainer
        ? `${where} is given twice; choose another one.`
        : `${where} is used by "${owner}"; choose another one, or stop that one.`,
    ...(free !== undefined && {
      fix: {
        title: `Publish at ${free}`,
        patch: { ports: ports.with(index, { ...binding, hostPort: String(free) }) },
      },
    }),
  };
}

/** Who has the port, or all ports of the range. */
function ownerOf(binding: PortBinding, used: readonly UsedPort[]): string | undefined {
  const owners = portRange(binding.hostPort ?? '').map((port) => ownerOfPort(binding, port, used));
  return owners.includes(undefined) ? undefined : owners[0];
}

function ownerOfPort(
  { hostIp, protocol }: PortBinding,
  port: number,
  used: readonly UsedPort[],
): string | undefined {
  return used.find(
    (other) =>
      other.port === port && other.protocol === protocol && addressesMeet(hostIp, other.hostIp),
  )?.owner;
}

function freePort(binding: PortBinding, used: readonly UsedPort[]): number | undefined {
  const first = portRange(binding.hostPort ?? '').at(-1) ?? 0;
  for (let port = first + 1; port <= 65535; port += 1) {
    if (ownerOfPort(binding, port, used) === undefined) {
      return port;
    }
  }
  return undefined;
}

/** A range of the host leaves the choice to the engine, so it takes none for certain. */
function ownPort({ hostIp, hostPort, protocol }: PortBinding): UsedPort[] {
  const [port, ...more] = portRange(hostPort ?? '');
  return port === undefined || more.length > 0
    ? []
    : [{ ...(hostIp !== undefined && { hostIp }), port, protocol, owner: thisContainer }];
}

function addressesMeet(one: string | undefined, other: string | undefined): boolean {
  const anywhere = [undefined, '', '0.0.0.0', '::'];
  return one === other || anywhere.includes(one) || anywhere.includes(other);
}
