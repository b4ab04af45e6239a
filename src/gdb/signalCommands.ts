import type { MiClient } from './miClient';

/** A signal, and what gdb does when the program gets it. */
export interface SignalDisposition {
  /** Such as `SIGUSR1`; real-time signals are `SIG34` and on. */
  readonly name: string;
  /** Such as `User defined signal 1`. */
  readonly meaning: string;
  readonly stop: boolean;
  readonly print: boolean;
  /** The program gets it when it goes on. */
  readonly pass: boolean;
}

/** What is to be done with a signal; what is absent stays. */
export type SignalChange = Partial<Pick<SignalDisposition, 'stop' | 'print' | 'pass'>>;

/** Every signal that gdb knows, or one of them. Works while the program runs. */
export async function listSignals(
  client: MiClient,
  name?: string,
): Promise<readonly SignalDisposition[]> {
  const text = await client.consoleCommand(['info signals', ...(name ? [name] : [])].join(' '));
  return readSignalTable(text);
}

/** Changes what gdb does with a signal. Works while the program runs. */
export async function changeSignal(
  client: MiClient,
  name: string,
  { stop, print, pass }: SignalChange,
): Promise<void> {
  const words = [
    word('stop', stop),
    // gdb prints whatever it stops at.
    stop === true ? [] : word('print', print),
    word('pass', pass),
  ].flat();
  if (words.length > 0) {
    await client.consoleCommand(['handle', name, ...words].join(' '));
  }
}

/** Reads the table of `info signals`. */
export function readSignalTable(text: string): readonly SignalDisposition[] {
  return [...text.matchAll(/^(SIG\w+)\s+(Yes|No)\s+(Yes|No)\s+(Yes|No)\s+(.*)$/gm)].map(
    ([, name = '', stop, print, pass, meaning = '']) => ({
      name,
      meaning: meaning.trim(),
      stop: stop === 'Yes',
      print: print === 'Yes',
      pass: pass === 'Yes',
    }),
  );
}

/**
 * The name that gdb has for a signal as a person writes it: `usr1`, `SIGUSR1` and `SIGRTMIN+2` are
 * understood. Real-time signals are counted from 34, as glibc does.
 */
export function gdbSignalName(written: string): string {
  const name = written
    .trim()
    .toUpperCase()
    .replace(/^(?!SIG)/, 'SIG');
  const [, edge, offset = '0'] = /^SIGRT(MIN|MAX)([+-]\d+)?$/.exec(name) ?? [];
  return edge === undefined ? name : `SIG${(edge === 'MIN' ? 34 : 64) + Number(offset)}`;
}

function word(action: string, wanted: boolean | undefined): readonly string[] {
  return wanted === undefined ? [] : [wanted ? action : `no${action}`];
}
