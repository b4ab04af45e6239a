/** A running VS Code server with its browser workbench. */
export interface VscodeServer {
  readonly authority: string;
  readonly logsFolder: string;
  readonly pid: number;
  readonly ended: Promise<unknown>;
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
