import type { ContainerSpec } from '../containerSpec';
import { containerNameFor, isContainerName } from '../containerName';
import { conflictsOf } from '../dockerRunConflicts';
import { freeName } from '../freeName';
import type { SpecFacts, SpecFinding, SpecPatch } from './specFinding';

/** Image, name, and whether the container stays. */
export function lintLife(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  return [
    ...lintImage(spec),
    ...lintName(spec, facts),
    ...lintCommand(spec, facts),
    ...lintConflicts(spec),
    ...lintAutoRemove(spec),
  ];
}

function lintImage({ image }: ContainerSpec): SpecFinding[] {
  return image === ''
    ? [
        {
          code: 'noImage',
          severity: 'error',
          field: 'image',
          message: 'The container has no image yet; choose one.',
        },
      ]
    : [];
}

function lintName({ name }: ContainerSpec, { names = [] }: SpecFacts): SpecFinding[] {
  if (name === undefined) {
    return [];
  }
  if (!isContainerName(name)) {
    const valid = freeName(containerNameFor(name), names);
    return [
      {
        code: 'invalidName',
        severity: 'error',
        field: 'name',
        message: `The engine refuses the name "${name}": a name has at least two letters, digits, "_", "." and "-", and starts with a letter or a digit.`,
        fix: { title: `Name It "${valid}"`, patch: { name: valid } },
      },
    ];
  }
  if (!names.includes(name)) {
    return [];
  }
  const free = freeName(name, names);
  return [
    {
      code: 'nameTaken',
      severity: 'error',
      field: 'name',
      message: `A container "${name}" exists already; choose another name, or remove that one.`,
      fix: { title: `Name It "${free}"`, patch: { name: free } },
    },
  ];
}

/** A shell whose input is closed reads the end of it and leaves. */
function lintCommand(spec: ContainerSpec, { image }: SpecFacts): SpecFinding[] {
  // As the engine has it: an entry point of one's own makes it forget the image's command.
  const command =
    spec.command && spec.command.length > 0
      ? spec.command
      : spec.entrypoint === undefined
        ? image?.command
        : [];
  const entrypoint =
    spec.entrypoint === undefined
      ? image?.entrypoint
      : [spec.entrypoint].filter((word) => word !== '');
  const [program, ...args] = [...(entrypoint ?? []), ...(command ?? [])];
  const terminal: SpecPatch = { interactive: true, tty: true };
  if (program === undefined) {
    return image === undefined && spec.entrypoint === undefined
      ? []
      : [
          {
            code: 'noCommand',
            severity: 'error',
            field: 'command',
            message: `Neither the container nor the image "${spec.image}" names a command, so it cannot be started; give one.`,
            fix: { title: 'Run /bin/sh', patch: { ...terminal, command: ['/bin/sh'] } },
          },
        ];
  }
  const isShell = /^(?:ba|da|a|z|k|fi)?sh$/.test(program.replace(/^.*\//, ''));
  const waitsForInput = isShell && args.every((arg) => /^-(?!\w*c)/.test(arg));
  return waitsForInput && spec.interactive !== true && spec.tty !== true
    ? [
        {
          code: 'endsAtOnce',
          severity: 'warning',
          field: 'interactive',
          message: `The container runs "${[program, ...args].join(' ')}", which ends at once without a terminal or an open standard input, and the container with it.`,
          fix: { title: 'Keep It Alive with a Terminal (-it)', patch: terminal },
        },
      ]
    : [];
}

const conflictFixes: Readonly<Record<string, [field: keyof ContainerSpec, patch: SpecPatch]>> = {
  '--rm': ['autoRemove', { autoRemove: undefined }],
  '--attach': ['attach', { attach: undefined }],
  '--no-healthcheck': ['health', { health: { disabled: true } }],
  '--network-alias': ['networkAliases', { networkAliases: undefined }],
  '--log-opt': ['logOptions', { logOptions: undefined }],
};

function lintConflicts(spec: ContainerSpec): SpecFinding[] {
  return conflictsOf(spec).map(({ input, message }) => {
    const [field, patch] = conflictFixes[input] ?? ['clientFlags', {}];
    const title =
      input === '--no-healthcheck' ? 'Keep Only "--no-healthcheck"' : `Leave "${input}" Out`;
    return { code: 'conflict', severity: 'error', field, message, fix: { title, patch } };
  });
}

function lintAutoRemove({ autoRemove }: ContainerSpec): SpecFinding[] {
  return autoRemove === true
    ? [
        {
          code: 'autoRemoveLosesState',
          severity: 'warning',
          field: 'autoRemove',
          message:
            'With "--rm" the container is removed when it stops, and with it whatever was installed in it; leave it out to keep them.',
          fix: { title: 'Leave "--rm" Out', patch: { autoRemove: undefined } },
        },
      ]
    : [];
}
