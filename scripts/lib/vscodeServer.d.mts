/** A running VS Code server with its browser workbench. */
export interface VscodeServer {
  readonly authority: string;
  readonly logsFolder: string;
  readonly pid: number;
  readonly ended: Promise<unknown>;
  /** Replaces the user's settings; a window that opens has them. */
  writeSettings(settings: Readonly<Record<string, unknown>>): void;
  uri(file: string): string;
  url(options?: { folder?: string; payload?: readonly (readonly [string, string])[] }): string;
  stop(): Promise<void>;
}
export function startServer(options?: {
  settings?: Readonly<Record<string, unknown>>;
  vsix?: string;
  env?: Readonly<Record<string, string>>;
  development?: boolean;
  dataFolder?: string;
  token?: string;
}): Promise<VscodeServer>;
