import type { ContainerSpec, PortBinding } from './containerSpec';
import { applySpecPatch } from './lint/specFinding';

/**
 * What is created beside a container to be like it: what only one of two can have – its name, its
 * addresses, its ports on the host – is left out or chosen by the engine.
 */
export function duplicateOf(spec: ContainerSpec, name: string): ContainerSpec {
  return applySpecPatch(spec, {
    name,
    ip: undefined,
    ip6: undefined,
    macAddress: undefined,
    ports: spec.ports?.map((port) => ({
      ...(port.hostIp !== undefined && { hostIp: port.hostIp }),
      containerPort: port.containerPort,
      protocol: port.protocol,
    })),
  });
}

/** A specification with one more published port, in the place of one of the same number inside. */
export function withPort(spec: ContainerSpec, port: PortBinding): ContainerSpec {
  const others = (spec.ports ?? []).filter(
    ({ containerPort, protocol }) =>
      containerPort !== port.containerPort || protocol !== port.protocol,
  );
  return { ...spec, ports: [...others, port] };
}

/** A specification with a folder of the host at a path, in the place of what was mounted there. */
export function withBindMount(spec: ContainerSpec, source: string, target: string): ContainerSpec {
  const others = (spec.mounts ?? []).filter((mount) => mount.target !== target);
  return { ...spec, mounts: [...others, { kind: 'bind', source, target }] };
}

/** A specification with a variable, `KEY=value`, in the place of the one of that name. */
export function withVariable(spec: ContainerSpec, entry: string): ContainerSpec {
  const start = entry.slice(0, entry.indexOf('=') + 1);
  const others = (spec.env ?? []).filter((each) => !each.startsWith(start));
  return { ...spec, env: [...others, entry] };
}
