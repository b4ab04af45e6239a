import { UserError } from '../../base/errors';
import type { SignalSetting } from '../../domain/signalSettings';
import type { Attributes } from './attributes';

/** Signals by their names, as a person wrote them, and what is to be done with each. */
export type SignalSettings = Readonly<Record<string, SignalSetting>>;

/** Reads the attribute `signals`; whether there are such signals only gdb knows. */
export function readSignals(attributes: Attributes): SignalSettings {
  const given = attributes.part('signals');
  return Object.fromEntries(
    (given?.names() ?? []).map((name) => [name, readSetting(name, given?.textOrPart(name))]),
  );
}

const actions = ['stop', 'pass', 'ignore'] as const;

function readSetting(name: string, value: string | Attributes | undefined): SignalSetting {
  if (value === undefined) {
    return {};
  }
  if (typeof value === 'string') {
    const action = actions.find((each) => each === value);
    if (action === undefined) {
      throw new UserError(
        `The attribute "signals" wants "${value}" for "${name}". Write "stop", "pass" or "ignore", or an object with "stop", "pass" and "print".`,
      );
    }
    return action;
  }
  const [stop, print, pass] = [value.flag('stop'), value.flag('print'), value.flag('pass')];
  return {
    ...(stop !== undefined && { stop }),
    ...(print !== undefined && { print }),
    ...(pass !== undefined && { pass }),
  };
}
