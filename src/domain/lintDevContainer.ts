import type { ContainerSpec } from './containerSpec';
import { lintContainerSpec } from './lint/lintContainerSpec';

/** Something that whoever wrote a line may want to know before it is run. */
export interface Remark {
  readonly severity: 'warning' | 'information';
  /** A full sentence, with what to do. */
  readonly message: string;
}

/** What a pasted line is told about. The rest Drydock changes by itself, or the engine says. */
const told = [
  'autoRemoveLosesState',
  'gpuListSplit',
  'hostNetworkPorts',
  'noInit',
  'ptraceDenied',
  'relativeMountSource',
];

/** What would make a container a poor dev container, although the engine takes it. */
export function lintDevContainer(spec: ContainerSpec): Remark[] {
  const ending = endingCommand(spec);
  return [
    ...(ending === undefined
      ? []
      : [
          {
            severity: 'warning' as const,
            message: `The container runs "${ending}" and stops when that ends; give a shell such as /bin/sh as the command to keep it alive.`,
          },
        ]),
    ...lintContainerSpec(spec)
      .filter(({ code }) => told.includes(code))
      .map(({ severity, message }) => ({
        severity: severity === 'information' ? severity : ('warning' as const),
        message,
      })),
  ];
}

/** The command that will not wait on an open terminal, as far as its name tells. */
function endingCommand({ entrypoint, command = [] }: ContainerSpec): string | undefined {
  const [program, ...args] = entrypoint ? [entrypoint, ...command] : command;
  if (program === undefined) {
    return undefined;
  }
  const name = program.replace(/^.*\//, '');
  // A script given to a shell may well wait; its words decide nothing here.
  const waits = /^(?:(?:ba|da|a|z|k|fi)?sh|sleep|tail|cat|sshd|supervisord|systemd|init)$/.test(
    name,
  );
  return waits ? undefined : [program, ...args].join(' ');
}
