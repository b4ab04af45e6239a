import type { Readable } from 'node:stream';
import type { Disposable } from '../base/disposable';

/** What a container or a process in it writes. With a tty everything comes on `stdout`. */
export interface OutputStreams extends Disposable {
  readonly stdout: Readable;
  readonly stderr: Readable;
}
