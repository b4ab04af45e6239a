import type { DebugProtocol } from '@vscode/debugprotocol';
import type { CatchKind } from '../../gdb/thrownObject';

/** What a client can tick in its list of breakpoints. */
export type FilterId = CatchKind | 'crashes' | 'signals';

const typeFilter = {
  supportsCondition: true,
  conditionDescription:
    'Types, separated by commas: std::runtime_error, my::*, !std::out_of_range. A class stands for those that are derived from it too.',
} as const;

/** The exceptions and signals that a client can ask to stop at. */
export const exceptionFilters: readonly (DebugProtocol.ExceptionBreakpointsFilter & {
  readonly filter: FilterId;
})[] = [
  {
    filter: 'crashes',
    label: 'Crashes and Uncaught Exceptions',
    description:
      'Stops at SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL and SIGSYS, and at reports of AddressSanitizer and UndefinedBehaviorSanitizer.',
    default: true,
  },
  {
    filter: 'throw',
    label: 'C++ throw',
    description: 'Stops where an exception is thrown.',
    ...typeFilter,
  },
  {
    filter: 'rethrow',
    label: 'C++ rethrow',
    description: 'Stops where a handler throws the exception on by "throw;".',
    ...typeFilter,
  },
  {
    filter: 'catch',
    label: 'C++ catch',
    description: 'Stops where a handler takes an exception.',
    ...typeFilter,
  },
  {
    filter: 'signals',
    label: 'Other Signals',
    description:
      'Stops at the other signals, except those that programs live with, such as SIGCHLD and SIGALRM.',
    default: true,
    supportsCondition: true,
    conditionDescription:
      'Only these signals, separated by commas: SIGUSR1, SIGHUP, SIGRTMIN+1. All but one: !SIGPIPE.',
  },
];

/** A filter that a client has ticked. */
export interface TickedFilter {
  readonly filter: string;
  readonly condition?: string;
}

/** What a client has ticked, in the order in which it wants to hear of it. */
export function tickedFilters({
  filters,
  filterOptions = [],
}: DebugProtocol.SetExceptionBreakpointsArguments): readonly TickedFilter[] {
  return [
    ...filters.map((filter) => ({ filter })),
    ...filterOptions.map(({ filterId, condition }) => ({
      filter: filterId,
      ...(condition?.trim() && { condition: condition.trim() }),
    })),
  ];
}
