import { UserError } from '../../base/errors';
import type { SetupCommand } from '../../domain/launchConfiguration';
import type { Attributes } from '../plan/attributes';

/** Reads an attribute that lists commands of gdb. */
export function readCommands(attributes: Attributes, name: string): readonly SetupCommand[] {
  return attributes.parts(name).map((each) => {
    const text = each.text('text');
    if (!text) {
      throw new UserError(`The attribute "${name}" holds an entry without "text".`);
    }
    return { text, ignoreFailures: each.flag('ignoreFailures') ?? false };
  });
}
