import { installCommand, type PackageManager } from './installCommand';
import { toolNames, type MissingTool, type Tool, type Toolchain, type ToolName } from './toolchain';

/** Reads the `key<TAB>value` lines that the probe's script prints; unknown keys are passed over. */
export function parseToolchainProbe(text: string): Toolchain {
  const facts = new Map<string, string>();
  const tools: Partial<Record<ToolName, Tool>> = {};
  const gpus: string[] = [];
  const managers: string[] = [];
  for (const line of text.split('\n')) {
    const [key = '', value = '', detail = ''] = line.replace(/\r$/, '').split('\t');
    if (key === 'tool' && isToolName(value)) {
      tools[value] = toolOf(value, detail, line.split('\t')[3] ?? '');
    } else if (key === 'gpu') {
      gpus.push(value);
    } else if (key === 'packages') {
      managers.push(value);
    } else if (!facts.has(key)) {
      facts.set(key, value);
    }
  }
  const manager = managers[0];
  const needs = missingNeeds(tools);
  const all = installCommand(
    manager,
    needs.map((need) => need.package),
  );
  return {
    os: {
      id: unquoted(facts.get('osId') ?? ''),
      name: unquoted(facts.get('osName') ?? '') || 'Linux',
    },
    architecture: facts.get('architecture') ?? '',
    uid: Number(facts.get('uid') ?? 0),
    gid: Number(facts.get('gid') ?? 0),
    cpus: usableCpus(facts),
    tools,
    missing: needs.map((need) => missingTool(need, manager)),
    ...(all === undefined ? {} : { installCommand: all }),
    ...(manager === undefined ? {} : { packageManager: manager }),
    gpus,
    sysPtrace: hasCapability(facts.get('capEff') ?? '', capSysPtrace),
    seccomp: Number(facts.get('seccomp') ?? 0) !== 0,
  };
}

/** Something that building or debugging needs: any of `anyOf` will do. */
interface Need {
  readonly anyOf: readonly ToolName[];
  readonly package: keyof PackageManager['packages'];
  readonly purpose: string;
}

const needs: readonly Need[] = [
  { anyOf: ['g++', 'clang++'], package: 'g++', purpose: 'compile C++' },
  { anyOf: ['cmake'], package: 'cmake', purpose: 'configure and build the project' },
  { anyOf: ['ninja', 'ninja-build', 'make'], package: 'ninja', purpose: 'run the build' },
  { anyOf: ['gdb', 'cuda-gdb'], package: 'gdb', purpose: 'debug' },
];

/** Bit of CAP_SYS_PTRACE in the kernel's capability masks. */
const capSysPtrace = 19n;

function missingNeeds(tools: Toolchain['tools']): readonly Need[] {
  return needs.filter((need) => !need.anyOf.some((name) => tools[name] !== undefined));
}

function missingTool(need: Need, manager: string | undefined): MissingTool {
  const command = installCommand(manager, [need.package]);
  return {
    name: need.package,
    purpose: need.purpose,
    ...(command === undefined ? {} : { installCommand: command }),
  };
}

function isToolName(name: string): name is ToolName {
  return toolNames.some((known) => known === name);
}

function toolOf(name: ToolName, containerPath: string, versionLine: string): Tool {
  const version = versionIn(name, versionLine);
  return version === undefined ? { containerPath } : { containerPath, version };
}

/** GNU tools put the packager's words first and their own version last: `g++ (Debian 12.2.0-14) 12.2.0`. */
function versionIn(name: ToolName, line: string): string | undefined {
  const own = /\b(?:version|release|V)\s*(\d+(?:\.\d+)+)/i.exec(line)?.[1];
  if (own !== undefined && name !== 'gdb') {
    return own;
  }
  const afterPackager = /\)\s+(\d+(?:\.\d+)+)/.exec(line)?.[1];
  return afterPackager ?? /\d+(?:\.\d+)+/.exec(line)?.[0];
}

/** `cpu.max` of cgroup v2 (`200000 100000`, `max 100000`) or quota and period of v1 in the same form. */
function usableCpus(facts: ReadonlyMap<string, string>): number {
  const seen = Math.max(1, Number(facts.get('cpus') ?? 1) || 1);
  const [quota, period] = (facts.get('cpuMax') ?? 'max').split(' ').map(Number);
  if (quota === undefined || period === undefined || !(quota > 0) || !(period > 0)) {
    return seen;
  }
  return Math.max(1, Math.min(seen, Math.ceil(quota / period)));
}

function hasCapability(mask: string, bit: bigint): boolean {
  return /^[0-9a-f]+$/i.test(mask) && ((BigInt(`0x${mask}`) >> bit) & 1n) === 1n;
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2');
}
