import type { Disposable } from '../base/disposable';
import type { MiClient } from './miClient';

/** A signal that the program got. */
export interface SignalNote {
  readonly name: string;
  readonly meaning: string;
}

/** Hears of signals that gdb only prints, which are told in no other way; also of those that it stops at. */
export function onSignalNote(client: MiClient, listener: (note: SignalNote) => void): Disposable {
  return client.tapText((kind, text) => {
    // "\nProgram" or "\nThread 2 "name"" comes before it as a text of its own.
    const [, name, meaning] = /^ received signal (SIG\w+), (.*)\.\n$/.exec(text) ?? [];
    if (kind === 'console' && name !== undefined && meaning !== undefined) {
      listener({ name, meaning });
    }
    return false;
  });
}
