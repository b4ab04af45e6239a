import type { LiveSession } from '../liveSession';

/** How a session begins, by what it debugs. */
export interface SessionStart {
  /** Before the client sets its breakpoints. */
  prepare(live: LiveSession): Promise<void>;
  /** While the client sets them, which takes it as long as the program's terminal takes to open. */
  ready?(live: LiveSession): Promise<void>;
  /** After that: lets the program go, or shows where it stands. */
  go(live: LiveSession): Promise<void>;
}
