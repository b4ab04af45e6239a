export type LogStream = 'stdout' | 'stderr';

export const logLevels = ['error', 'warning', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A line of a container's log. */
export interface LogLine {
  /** With its escape sequences, without the engine's timestamp. */
  readonly text: string;
  readonly stream: LogStream;
  /** When the container wrote it, in milliseconds since the epoch, as far as the engine says. */
  readonly time: number | undefined;
  /** What the line says of itself, or the line that it goes on from. */
  readonly level: LogLevel | undefined;
}

/** A line in its place: numbers rise by one and are never used twice. */
export interface NumberedLine extends LogLine {
  readonly number: number;
}
