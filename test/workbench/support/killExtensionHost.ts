import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Kills the extension host of a server as hard as it goes: it gets no time to say good-bye. */
export async function killExtensionHost(serverPid: number): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,pgid=,args=']);
  const hosts = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match?.[2] === String(serverPid) && match[3]?.includes('extensionHost'))
    .map((match) => Number(match?.[1]));
  if (hosts.length === 0) {
    throw new Error(`The server ${serverPid} has no extension host:\n${stdout}`);
  }
  hosts.forEach((pid) => process.kill(pid, 'SIGKILL'));
}
