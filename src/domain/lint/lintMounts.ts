import type { ContainerSpec, Mount } from '../containerSpec';
import { isAbsoluteHostPath, resolveHostPath } from '../hostPaths';
import type { SpecFacts, SpecFinding } from './specFinding';

/** Sources that are not there, targets that collide, and files that will belong to root. */
export function lintMounts(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  return [
    ...(spec.mounts ?? []).flatMap((mount, index) => [
      ...lintSource(spec, mount, index, facts),
      ...lintTarget(spec, mount, index),
    ]),
    ...lintOwner(spec, facts),
  ];
}

function lintSource(
  spec: ContainerSpec,
  mount: Mount,
  index: number,
  { missingHostPaths = [], cwd }: SpecFacts,
): SpecFinding[] {
  const { source = '', kind } = mount;
  const isPath = kind === 'bind' || (kind === 'volumeFlag' && /[\\/]/.test(source));
  if (isPath && !isAbsoluteHostPath(source)) {
    const absolute = cwd === undefined ? undefined : resolveHostPath(cwd, source);
    return [
      {
        code: 'relativeMountSource',
        severity: 'error',
        field: 'mounts',
        index,
        message:
          kind === 'bind'
            ? `The engine refuses the mount of "${source}", which is not an absolute path; write it from the root.`
            : `The engine refuses the mount of "${source}", which is neither an absolute path nor the name of a volume; write "./${source}".`,
        ...(absolute !== undefined && {
          fix: {
            title: `Mount "${absolute}"`,
            patch: withMount(spec, index, { ...mount, source: absolute }),
          },
        }),
      },
    ];
  }
  if (!missingHostPaths.includes(source)) {
    return [];
  }
  const fix = { title: `Leave the Mount of "${source}" Out`, patch: withMount(spec, index) };
  return [
    kind === 'volumeFlag'
      ? {
          code: 'mountSourceMissing',
          severity: 'warning',
          field: 'mounts',
          index,
          message: `"${source}" does not exist on the engine's host; "-v" makes an empty folder there, which belongs to root. Create it before, or leave the mount out.`,
          fix,
        }
      : {
          code: 'mountSourceMissing',
          severity: 'error',
          field: 'mounts',
          index,
          message: `"${source}" does not exist on the engine's host, and the engine refuses to mount it. Create it before, or leave the mount out.`,
          fix,
        },
  ];
}

function lintTarget(spec: ContainerSpec, mount: Mount, index: number): SpecFinding[] {
  const { target } = mount;
  if (!target.startsWith('/') && !/^[a-z]:[\\/]/i.test(target)) {
    return [
      {
        code: 'relativeMountTarget',
        severity: 'error',
        field: 'mounts',
        index,
        message: `The engine refuses "${target}" as the place of a mount, because it is not an absolute path of the container.`,
        fix: {
          title: `Mount at "/${target}"`,
          patch: withMount(spec, index, { ...mount, target: `/${target}` }),
        },
      },
    ];
  }
  const taken = [
    ...(spec.mounts ?? []).slice(0, index).map((other) => other.target),
    ...Object.keys(spec.tmpfs ?? {}),
  ].map(plainPath);
  return taken.includes(plainPath(target))
    ? [
        {
          code: 'mountTargetTwice',
          severity: 'error',
          field: 'mounts',
          index,
          message: `Two mounts have the target "${target}", which the engine refuses; leave one of them out.`,
          fix: {
            title: `Leave the Second Mount at "${target}" Out`,
            patch: withMount(spec, index),
          },
        },
      ]
    : [];
}

/** On a native engine, root of the container is root of the host when it writes to a bind mount. */
function lintOwner(spec: ContainerSpec, { image, hostUser }: SpecFacts): SpecFinding[] {
  const writable = (spec.mounts ?? []).find(isWritableBind);
  const user = spec.user ?? image?.user;
  const isRoot = user !== undefined && /^(?:|0|root)(?::.*)?$/.test(user);
  if (!writable || !isRoot || hostUser === undefined || /^0(?::|$)/.test(hostUser)) {
    return [];
  }
  return [
    {
      code: 'rootOwnedFiles',
      severity: 'warning',
      field: 'user',
      message: `What the container writes to "${writable.source ?? ''}" belongs to root on the host, because it runs as root; run it as your own user "${hostUser}".`,
      fix: { title: `Run as ${hostUser}`, patch: { user: hostUser } },
    },
  ];
}

function isWritableBind(mount: Mount): boolean {
  if (mount.kind !== 'volumeFlag') {
    return mount.kind === 'bind' && mount.readOnly !== true;
  }
  return isAbsoluteHostPath(mount.source ?? '') && !/(?:^|,)ro(?:,|$)/.test(mount.options ?? '');
}

/** The mounts with another one in a place, or with none there. */
function withMount(
  spec: ContainerSpec,
  index: number,
  mount?: Mount,
): { mounts?: Mount[] | undefined } {
  const mounts = (spec.mounts ?? []).toSpliced(index, 1, ...(mount ? [mount] : []));
  return { mounts: mounts.length > 0 ? mounts : undefined };
}

/** `/a/` and `/a` are one place. */
function plainPath(containerPath: string): string {
  return containerPath.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
