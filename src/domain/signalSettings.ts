/** What a launch configuration says about a signal, in one word or in parts. */
export type SignalSetting =
  | 'stop'
  | 'pass'
  | 'ignore'
  | { readonly stop?: boolean; readonly print?: boolean; readonly pass?: boolean };

/** A signal as the session has it. */
export interface SignalState {
  readonly name: string;
  readonly meaning: string;
  readonly stop: boolean;
  readonly print: boolean;
  readonly pass: boolean;
}

/** The parts that a word stands for. */
export function signalParts(setting: SignalSetting): Exclude<SignalSetting, string> {
  switch (setting) {
    case 'stop':
      return { stop: true };
    case 'pass':
      return { stop: false, print: false, pass: true };
    case 'ignore':
      return { stop: false, print: false, pass: false };
    default:
      return setting;
  }
}

/** What to change so that these signals stop the program, and these reach it. */
export function signalChanges(
  signals: readonly SignalState[],
  stopping: ReadonlySet<string>,
  passed: ReadonlySet<string>,
): Readonly<Record<string, SignalSetting>> {
  const changes = signals.flatMap(({ name, stop, pass }): [string, SignalSetting][] => {
    const stops = stopping.has(name);
    const passes = passed.has(name);
    const change = {
      // What no longer stops the program is no longer announced either.
      ...(stops !== stop && { stop: stops, print: stops }),
      ...(passes !== pass && { pass: passes }),
    };
    return Object.keys(change).length > 0 ? [[name, change]] : [];
  });
  return Object.fromEntries(changes);
}

/** Reads a list of signals that came from outside; undefined when it is none. */
export function parseSignalStates(body: unknown): readonly SignalState[] | undefined {
  const signals: unknown = isRecord(body) ? body['signals'] : undefined;
  return Array.isArray(signals) && signals.every(isSignalState) ? signals : undefined;
}

function isSignalState(value: unknown): value is SignalState {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    typeof value['meaning'] === 'string' &&
    [value['stop'], value['print'], value['pass']].every((each) => typeof each === 'boolean')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
