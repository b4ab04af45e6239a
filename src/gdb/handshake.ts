import type { MiClient } from './miClient';

/** What a gdb is and can do, where versions differ. */
export interface GdbTraits {
  /** Such as `13.1`; `unknown` when gdb did not say. */
  readonly version: string;
  /** A breakpoint can be put into a running program. Before gdb 12 the program's memory is closed then. */
  readonly insertsWhileRunning: boolean;
}

/** Settings that make gdb fit to be driven. One that this gdb does not know is left out. */
const settings: readonly string[] = [
  'mi-async on',
  'width 0',
  'height 0',
  'pagination off',
  'confirm off',
  'style enabled off',
  'breakpoint pending on',
  'print asm-demangle on',
  'print thread-events off',
  'print inferior-events off',
  // A container may not switch randomization off; gdb would warn at each start.
  'disable-randomization off',
];

/** Makes a fresh gdb fit to be driven. Everything goes out at once. */
export async function handshake(client: MiClient): Promise<GdbTraits> {
  for (const setting of settings) {
    client.tell('-gdb-set', ...setting.split(' '));
  }
  client.tell('-enable-pretty-printing');
  // MI 2 prints the locations of a breakpoint in a form that is not MI; gdb 8.3 and later can do better.
  client.tell('-fix-multi-location-breakpoint-output');
  return traits(await client.consoleCommand('show version'));
}

/**
 * Registers the printers of libstdc++ that come with the compiler, for programs that gdb does not
 * find them for by itself (a static one, or a library without its hook). Needs gdb with Python.
 */
export async function loadStandardPrinters(client: MiClient): Promise<void> {
  const code = JSON.stringify(registerPrinters);
  // Without Python, or without the printers, containers are shown as their members.
  await client.consoleCommand(`python exec(${code})`).catch(() => undefined);
}

const registerPrinters = `
import glob, sys
sys.path[:0] = [each for each in glob.glob('/usr/share/gcc*/python') if each not in sys.path]
try:
    from libstdcxx.v6.printers import register_libstdcxx_printers
    register_libstdcxx_printers(None)
except (ImportError, RuntimeError):
    pass
`;

function traits(banner: string): GdbTraits {
  // "GNU gdb (Debian 10.1-1.7) 10.1.90.20210103-git": the last word of the first line.
  const version = /^GNU gdb .*?(\d+\.[\d.]+)\S*\s*$/m.exec(banner)?.[1];
  const major = version === undefined ? 0 : Number.parseInt(version, 10);
  return { version: version ?? 'unknown', insertsWhileRunning: major >= 12 };
}
