import { GdbError } from './gdbError';
import type { MiClient } from './miClient';

/** What a gdb is and can do, where versions differ. */
export interface GdbTraits {
  /** Such as `13.1`; `unknown` when gdb did not say. */
  readonly version: string;
  /** A breakpoint can be put into a running program. Before gdb 12 the program's memory is closed then. */
  readonly insertsWhileRunning: boolean;
  /** The handle of a container has the container's own summary. Before gdb 14 it has not. */
  readonly tellsSummaries: boolean;
  /** Its `hook-stop` may use MI. gdb 10 aborts then. */
  readonly tellsAtStops: boolean;
  /** It writes the registers of every processor. Before gdb 14 not of those with AMX. */
  readonly writesAllRegisters: boolean;
  /** It was built with Python, and can show containers by printers. */
  readonly python: boolean;
}

/** Makes a fresh gdb speak as it is read here, and asks what it is. Everything goes out at once. */
export async function handshake(client: MiClient): Promise<GdbTraits> {
  client.tell('-enable-pretty-printing');
  // MI 2 prints the locations of a breakpoint in a form that is not MI; gdb 8.3 and later can do better.
  client.tell('-fix-multi-location-breakpoint-output');
  const features = client.command('-list-features').then(
    (body) => body.texts('features'),
    () => [],
  );
  return traits(await askVersion(client), await features);
}

async function askVersion(client: MiClient): Promise<string | undefined> {
  try {
    // Its banner would be a dozen lines.
    const answer = await client.command(
      '-data-evaluate-expression',
      '$_gdb_major * 1000 + $_gdb_minor',
    );
    const number = answer.number('value') ?? 0;
    return `${Math.floor(number / 1000)}.${number % 1000}`;
  } catch (error) {
    if (!(error instanceof GdbError)) {
      throw error;
    }
    // gdb knows these variables from version 9 on.
    return versionInBanner(await client.consoleCommand('show version'));
  }
}

function traits(version: string | undefined, features: readonly string[]): GdbTraits {
  const major = version === undefined ? 0 : Number.parseInt(version, 10);
  return {
    version: version ?? 'unknown',
    insertsWhileRunning: major >= 12,
    tellsSummaries: major >= 14,
    writesAllRegisters: major >= 14,
    tellsAtStops: major >= 13 && features.includes('python'),
    python: features.includes('python'),
  };
}

/** The last word of the first line, as in "GNU gdb (Debian 10.1-1.7) 10.1.90.20210103-git". */
function versionInBanner(banner: string): string | undefined {
  return /^GNU gdb .*?(\d+\.[\d.]+)\S*\s*$/m.exec(banner)?.[1];
}
