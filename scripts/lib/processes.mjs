import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { SetupError } from './say.mjs';

/** Where a program is on PATH, or undefined. */
export function findProgram(name, searchPath = process.env.PATH ?? '') {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const files = searchPath
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => extensions.map((extension) => path.join(folder, name + extension)));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

/** Runs a program to its end without a shell and resolves with its exit code and output. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? signal, stdout, stderr }));
  });
}

/** Runs a program that must succeed; its output is shown only when it does not. */
export async function mustRun(command, args, options = {}) {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) {
    throw new SetupError(
      `"${[command, ...args].join(' ')}" ended with ${code}:\n${tail(stdout)}${tail(stderr)}`,
    );
  }
  return stdout;
}

function tail(text) {
  return text.split('\n').slice(-40).join('\n');
}
