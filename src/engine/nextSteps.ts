import type { NextStep } from '../base/errors';

/** Asks the engine again. */
export const retry: NextStep = { title: 'Try Again', command: 'drydock.engine.retry' };

/** Shows Drydock's log. */
export const showLog: NextStep = { title: 'Show Log', command: 'drydock.log.show' };

/** Opens one setting. */
export function openSetting(key: string): NextStep {
  return { title: 'Open Setting', command: 'workbench.action.openSettings', args: [key] };
}
