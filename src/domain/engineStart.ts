/** What decides how an engine is started on this machine. */
export interface EngineStartFacts {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasSystemd: boolean;
}

/** The command line that starts Docker here, for the user to run. */
export function engineStartCommand(facts: EngineStartFacts): string {
  switch (facts.platform) {
    case 'darwin':
      return 'open -a Docker';
    case 'win32':
      return 'Start-Process "$Env:ProgramFiles\\Docker\\Docker\\Docker Desktop.exe"';
    default: {
      const sudo = facts.isRoot ? '' : 'sudo ';
      return `${sudo}${facts.hasSystemd ? 'systemctl start docker' : 'service docker start'}`;
    }
  }
}
