import type { ContainerSpec } from './containerSpec';
import { DockerRunError } from './dockerRunError';
import type { FoundDockerRun } from './findDockerRun';
import { isUserDefinedNetwork } from './networkMode';

/** A flag that `docker run` does not know. */
export function unknownFlag(written: string, command = 'docker run'): DockerRunError {
  return new DockerRunError(
    'unknownFlag',
    written,
    `"${command}" has no flag "${written}"; correct it or leave it out.`,
  );
}

/** Flags of a line that exclude each other, as the real command line has it. */
export function conflictsOf(spec: ContainerSpec): DockerRunError[] {
  const health = spec.health ?? {};
  const rules: readonly (readonly [broken: boolean, input: string, message: string])[] = [
    [
      spec.autoRemove === true && spec.restart !== undefined && spec.restart.name !== 'no',
      '--rm',
      '"--rm" and "--restart" exclude each other; leave one of them out.',
    ],
    [
      spec.detach === true && spec.attach !== undefined,
      '--attach',
      '"--detach" and "--attach" exclude each other; leave one of them out.',
    ],
    [
      health.disabled === true && Object.keys(health).length > 1,
      '--no-healthcheck',
      '"--no-healthcheck" and the "--health" flags exclude each other; leave one of them out.',
    ],
    [
      spec.networkAliases !== undefined && !isUserDefinedNetwork(spec.network),
      '--network-alias',
      '"--network-alias" works only on a network of your own; name it with "--network".',
    ],
    [
      spec.logDriver === 'none' && spec.logOptions !== undefined,
      '--log-opt',
      'The log driver "none" takes no "--log-opt"; leave one of them out.',
    ],
  ];
  return rules
    .filter(([broken]) => broken)
    .map(([, input, message]) => new DockerRunError('conflict', input, message));
}

/** What `docker run` takes and `docker create` does not, and what podman takes and Docker does not. */
export function foreignFlagsOf(spec: ContainerSpec, found: FoundDockerRun): DockerRunError[] {
  const errors: DockerRunError[] = [];
  const attachFlag = spec.clientFlags?.find((flag) => /^--(?:sig-proxy|detach-keys)=/.test(flag));
  if (found.verb === 'create' && (spec.detach === true || attachFlag !== undefined)) {
    errors.push(unknownFlag(attachFlag?.split('=', 1)[0] ?? '--detach', 'docker create'));
  }
  if (found.program !== 'podman' && spec.userns !== undefined && spec.userns !== 'host') {
    errors.push(
      new DockerRunError(
        'invalidValue',
        '--userns',
        `"--userns ${spec.userns}" is refused: docker knows no user namespace but "host".`,
      ),
    );
  }
  return errors;
}
