import type { VolumeSpec } from './volume';

/**
 * The options of a volume's driver from what a person typed: `type=nfs,o="addr=10.0.0.1,rw"`.
 * Undefined when it cannot be read.
 */
export function parseVolumeOptions(text: string): Readonly<Record<string, string>> | undefined {
  const options: Record<string, string> = {};
  const option = /\s*([^\s=,"]+)=(?:"([^"]*)"|([^",]*))\s*(,|$)/y;
  let rest = text.trim() !== '';
  while (rest) {
    const match = option.exec(text);
    if (!match) {
      return undefined;
    }
    const [, key = '', quoted, plain = '', end] = match;
    options[key] = quoted ?? plain.trim();
    rest = end === ',';
  }
  return options;
}

/** The words of the `docker` command that makes a volume. */
export function createVolumeWords({ name, driver, options = {} }: VolumeSpec): string[] {
  return [
    'volume',
    'create',
    ...(driver === undefined || driver === 'local' ? [] : ['--driver', driver]),
    ...Object.entries(options).flatMap(([key, value]) => ['--opt', `${key}=${value}`]),
    ...(name === undefined ? [] : [name]),
  ];
}
