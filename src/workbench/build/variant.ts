import type { BuildSettings } from '../../project/buildSettings';
import { coverageSettings } from '../../project/coverageSettings';

/** Another build of the same project. */
export interface Variant {
  /** It counts what runs, in a build folder of its own. */
  readonly coverage?: boolean;
  /** It builds beside others, with so many compilers at a time. */
  readonly jobs?: number;
}

/** The settings of another build, by those of the usual one. */
export function settingsOf(usual: BuildSettings, { coverage, jobs }: Variant): BuildSettings {
  const settings = coverage === true ? coverageSettings(usual) : usual;
  return jobs === undefined ? settings : { ...settings, jobs };
}
