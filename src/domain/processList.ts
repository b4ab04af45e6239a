/** A process of a container, as `/proc` there describes it. */
export interface ProcessInfo {
  readonly processId: number;
  readonly parentId: number;
  /** What the kernel calls it: the first fifteen characters of the program's name. */
  readonly name: string;
  /** Its command line; empty for a zombie and for a thread of the kernel. */
  readonly args: readonly string[];
  readonly userId: number;
  readonly groupId: number;
  /** The user's name in the container, or the number where it has none. */
  readonly user: string;
  readonly state: 'alive' | 'zombie' | 'kernel';
  /** The process that debugs this one already. */
  readonly tracerId?: number;
}

/**
 * Prints `/etc/passwd`, then each process after a line with its number: its status, then its command
 * line. Needs `sh` and `cat`, no `ps`. The first line names the shell itself.
 */
export const processListScript = `
echo "$$"
cat /etc/passwd 2>/dev/null
for folder in \${1:-/proc/[0-9]*}; do
  printf '\\036%s\\n' "\${folder#/proc/}"
  cat "$folder/status" "$folder/cmdline" 2>/dev/null
done
exit 0
`;

/** Reads what {@link processListScript} printed. What the script itself started is left out. */
export function parseProcessList(output: string): readonly ProcessInfo[] {
  const [head = '', ...records] = output.split('\x1e');
  const [own = '', ...passwd] = head.split('\n');
  const names = new Map<string, string>();
  for (const line of passwd) {
    const [name, , id] = line.split(':');
    if (name && id !== undefined && !names.has(id)) {
      names.set(id, name);
    }
  }
  const lister = Number(own);
  return records
    .flatMap((record) => parseProcess(record, names) ?? [])
    .filter(({ processId, parentId }) => processId !== lister && parentId !== lister)
    .sort((a, b) => a.processId - b.processId);
}

/**
 * The processes worth attaching to: no zombies, no kernel threads, and nothing that a debug session
 * of Drydock runs for itself.
 */
export function attachableProcesses(processes: readonly ProcessInfo[]): readonly ProcessInfo[] {
  return processes.filter(
    (process) => process.state === 'alive' && !isDrydockGdb(process) && !isTerminalHolder(process),
  );
}

/** How a person writes the command line. */
export function commandLine({ args, name }: ProcessInfo): string {
  return args.length === 0
    ? `[${name}]`
    : args.map((arg) => (/^[^\s"'\\]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ');
}

/** The program's own name: of a script or a renamed process as well as of an executable. */
export function processName({ args, name }: ProcessInfo): string {
  const program = args[0]?.replace(/^.*\//, '') ?? '';
  // A process may write anything into its command line; the kernel's name is cut at 15.
  return name !== '' && program.startsWith(name) ? program : name || program;
}

/** Whether a process is a gdb of a session of Drydock. */
export function isDrydockGdb({ args }: ProcessInfo): boolean {
  return args.includes('--interpreter=mi2') && args.includes('set mi-async on');
}

/** What holds a program's terminal open, runs it on one, or guards it. */
function isTerminalHolder({ args }: ProcessInfo): boolean {
  return args.some((arg) => arg.includes('/proc/self/fd/0') || arg.includes('drydock-run'));
}

function parseProcess(record: string, names: ReadonlyMap<string, string>): ProcessInfo | undefined {
  const lines = record.split('\n');
  const processId = Number(lines[0]);
  // The command line follows the last line of the status, and may hold line breaks itself.
  const last = lines.findIndex((line) => line.startsWith('nonvoluntary_ctxt_switches'));
  const status = new Map(
    lines.slice(1, last + 1).map((line) => {
      const [key = '', value = ''] = line.split(/:\s*(.*)/s, 2);
      return [key, value] as const;
    }),
  );
  const userId = status.get('Uid')?.split(/\s/)[1];
  if (last < 0 || userId === undefined) {
    return undefined; // it has ended meanwhile
  }
  // Programs that write a title into their arguments fill up what is left with zeros.
  const args = lines
    .slice(last + 1)
    .join('\n')
    .replace(/\0+$/, '')
    .split('\0')
    .filter((arg, _, all) => all.length > 1 || arg !== '');
  const tracerId = Number(status.get('TracerPid') ?? 0);
  const isZombie = /^[ZX]/.test(status.get('State') ?? '');
  return {
    processId,
    parentId: Number(status.get('PPid') ?? 0),
    name: status.get('Name') ?? '',
    args,
    userId: Number(userId),
    groupId: Number(status.get('Gid')?.split(/\s/)[1] ?? 0),
    user: names.get(userId) ?? userId,
    state: isZombie ? 'zombie' : status.has('VmSize') ? 'alive' : 'kernel',
    ...(tracerId > 0 && { tracerId }),
  };
}
