import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** Of util-linux, which every Linux has. It becomes the program that it starts. */
const program = 'unshare';

/** Starts a program in a network namespace of its own, so that this machine keeps its networks. */
export function spawnInOwnNetwork(argv: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, ['--net', '--', ...argv], options);
}
