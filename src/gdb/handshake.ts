import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** What a gdb is and can do, where versions differ. */
export interface GdbTraits {
  /** Such as `13.1`; `unknown` when gdb did not say. */
  readonly version: string;
  /** A breakpoint can be put into a running program. Before gdb 12 the program's memory is closed then. */
  readonly insertsWhileRunning: boolean;
}

/** Makes a fresh gdb speak as it is read here, and asks what it is. Everything goes out at once. */
export async function handshake(client: MiClient): Promise<GdbTraits> {
  client.tell('-enable-pretty-printing');
  // MI 2 prints the locations of a breakpoint in a form that is not MI; gdb 8.3 and later can do better.
  client.tell('-fix-multi-location-breakpoint-output');
  try {
    // Its banner would be a dozen lines.
    const answer = await client.command(
      '-data-evaluate-expression',
      '$_gdb_major * 1000 + $_gdb_minor',
    );
    const number = answer.number('value') ?? 0;
    return traits(`${Math.floor(number / 1000)}.${number % 1000}`);
  } catch (error) {
    if (!(error instanceof GdbError)) {
      throw error;
    }
    // gdb knows these variables from version 9 on.
    return traits(versionInBanner(await client.consoleCommand('show version')));
  }
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

function traits(version: string | undefined): GdbTraits {
  const major = version === undefined ? 0 : Number.parseInt(version, 10);
  return { version: version ?? 'unknown', insertsWhileRunning: major >= 12 };
}

/** The last word of the first line, as in "GNU gdb (Debian 10.1-1.7) 10.1.90.20210103-git". */
function versionInBanner(banner: string): string | undefined {
  return /^GNU gdb .*?(\d+\.[\d.]+)\S*\s*$/m.exec(banner)?.[1];
}
