import type { ContainerSpec } from './containerSpec';
import { isAbsoluteHostPath } from './hostPaths';

/** Something that whoever wrote a line may want to know before it is run. */
export interface Remark {
  readonly severity: 'warning' | 'information';
  /** A full sentence, with what to do. */
  readonly message: string;
}

/** What would make a container a poor dev container, although the engine takes it. */
export function lintDevContainer(spec: ContainerSpec): Remark[] {
  const { ending, gpus = [], mounts = [] } = { ...spec, ending: endingCommand(spec) };
  const rules: readonly (readonly [
    applies: boolean,
    severity: Remark['severity'],
    message: string,
  ])[] = [
    [
      spec.autoRemove === true,
      'warning',
      'With "--rm" the container is removed when it stops, and with it whatever was installed in it; leave it out to keep them.',
    ],
    [
      ending !== undefined,
      'warning',
      `The container runs "${ending ?? ''}" and stops when that ends; give a shell such as /bin/sh as the command to keep it alive.`,
    ],
    [
      gpus.some((gpu) => gpu.deviceIds !== undefined && gpu.count !== undefined),
      'warning',
      'The GPUs after the first comma of "--gpus" are read as a count; quote the list twice, as in --gpus \'"device=0,1"\'.',
    ],
    ...mounts
      .filter((mount) => mount.kind === 'volumeFlag')
      .map(({ source = '' }): readonly [boolean, 'warning', string] => [
        /[\\/]/.test(source) && !isAbsoluteHostPath(source),
        'warning',
        `The engine refuses the mount of "${source}", which is neither an absolute path nor the name of a volume; write "./${source}".`,
      ]),
    [
      spec.network === 'host' && spec.ports !== undefined,
      'information',
      'With "--network host" the container has the host\'s ports, and "-p" has no effect.',
    ],
    [
      spec.privileged !== true && !grantsPtrace(spec),
      'information',
      'Without "--cap-add SYS_PTRACE" a debugger can start programs, but may not be able to attach to running ones.',
    ],
    [
      spec.init !== true,
      'information',
      'Without "--init" programs that a debugger leaves behind stay as zombies until the container stops.',
    ],
  ];
  return rules
    .filter(([applies]) => applies)
    .map(([, severity, message]) => ({ severity, message }));
}

function grantsPtrace({ capAdd = [] }: ContainerSpec): boolean {
  return capAdd.some((name) => /^(?:ALL|(?:CAP_)?SYS_PTRACE)$/i.test(name));
}

/** The command that will not wait on an open terminal, as far as its name tells. */
function endingCommand({ entrypoint, command = [] }: ContainerSpec): string | undefined {
  const [program, ...args] = entrypoint ? [entrypoint, ...command] : command;
  if (program === undefined) {
    return undefined;
  }
  const name = program.replace(/^.*\//, '');
  const isShell = /^(?:ba|da|a|z|k|fi)?sh$/.test(name) && !args.some((arg) => /^-\w*c/.test(arg));
  const waits = isShell || /^(?:sleep|tail|cat|sshd|supervisord|systemd|init)$/.test(name);
  // A script given to a shell may well wait; its words decide nothing here.
  const isScript = /^(?:ba|da|a|z|k|fi)?sh$/.test(name);
  return waits || isScript ? undefined : [program, ...args].join(' ');
}
