import { UserError } from '../../base/errors';
import type { RecordMethod } from '../../gdb/recordCommands';
import type { Attributes } from './attributes';

/** Whether the program is recorded, so that it can be run backwards. */
export interface RecordPlan {
  readonly record: RecordMethod | 'off';
}

/** Reads whether the program is recorded. */
export function readRecordPlan(attributes: Attributes): RecordPlan {
  const record = attributes.choice('record', ['off', 'full', 'btrace', 'rr']) ?? 'off';
  if (record === 'rr') {
    throw new UserError(
      'The attribute "record" is "rr", which records by itself: run "rr record PROGRAM" and then "rr replay -s 2345" in a shell of the container, and debug with "request": "attach" and "miDebuggerServerAddress": "localhost:2345". Or set "record" to "full".',
    );
  }
  return { record };
}
