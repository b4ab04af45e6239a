import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The process ids of the extension hosts of a server, one for each window. */
export async function extensionHosts(serverPid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,pgid=,args=']);
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match?.[2] === String(serverPid) && match[3]?.includes('extensionHost'))
    .map((match) => Number(match?.[1]));
}

/** Kills the extension host of a server as hard as it goes: it gets no time to say good-bye. */
export async function killExtensionHost(serverPid: number): Promise<void> {
  const hosts = await extensionHosts(serverPid);
  if (hosts.length === 0) {
    throw new Error(`The server ${serverPid} has no extension host.`);
  }
  hosts.forEach((pid) => process.kill(pid, 'SIGKILL'));
}
