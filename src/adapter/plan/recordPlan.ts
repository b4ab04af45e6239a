import type { RecordMethod } from '../../gdb/recordCommands';
import type { Attributes } from './attributes';

/** Whether the program is recorded, so that it can be run backwards. */
export interface RecordPlan {
  readonly record: RecordMethod | 'off';
}

/** Reads whether the program is recorded. */
export function readRecordPlan(attributes: Attributes): RecordPlan {
  return { record: attributes.choice('record', ['off', 'full', 'btrace']) ?? 'off' };
}
