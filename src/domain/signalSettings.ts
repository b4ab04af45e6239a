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
