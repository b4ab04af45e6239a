import type { NextStep } from '../base/errors';

/** Asks the engine again. */
export const retry: NextStep = { title: 'Try Again', command: 'drydock.engine.retry' };

/** Shows Drydock's log. */
export const showLog: NextStep = { title: 'Show Log', command: 'drydock.log.show' };

/** Makes room on the engine's disk. */
export const freeDisk: readonly NextStep[] = [
  { title: 'Remove Unused Images', command: 'drydock.image.prune' },
  { title: 'Remove Stopped Containers', command: 'drydock.container.prune' },
];

/** Opens one setting. */
export function openSetting(key: string): NextStep {
  return { title: 'Open Setting', command: 'workbench.action.openSettings', args: [key] };
}

/** Logs in to a registry, or asks which one. */
export function logInTo(registry: string | undefined): NextStep {
  return {
    title: 'Log In…',
    command: 'drydock.registry.logIn',
    ...(registry === undefined ? {} : { args: [registry] }),
  };
}
