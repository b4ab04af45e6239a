import type { HardwareBreakpoints } from '../domain/launchConfiguration';
import { UserError } from '../base/errors';
import type { Attributes } from './attributes';

/** Reads the attribute `hardwareBreakpoints`. */
export function readHardwareBreakpoints(
  attributes: Attributes,
): Required<Pick<HardwareBreakpoints, 'require'>> & HardwareBreakpoints {
  const part = attributes.part('hardwareBreakpoints');
  const limit = part?.number('limit');
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0)) {
    throw new UserError(
      'The attribute "hardwareBreakpoints" has a "limit" that is not a whole number from 0 on.',
    );
  }
  return { require: part?.flag('require') ?? false, ...(limit !== undefined && { limit }) };
}
