import type { DebugProtocol } from '@vscode/debugprotocol';
import { exceptionFilters } from './exceptionFilters';

/** What the adapter can do. */
export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsInstructionBreakpoints: true,
  supportsDataBreakpoints: true,
  supportsDataBreakpointBytes: true,
  supportsBreakpointLocationsRequest: true,
  breakpointModes: [
    {
      mode: 'software',
      label: 'Software',
      description: 'An instruction of the program is replaced for the time.',
      appliesTo: ['source', 'instruction'],
    },
    {
      mode: 'hardware',
      label: 'Hardware',
      description: 'A register of the processor is used, which has only a few.',
      appliesTo: ['source', 'instruction'],
    },
  ],
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsValueFormattingOptions: true,
  supportsClipboardContext: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['.', '>', ':'],
  supportsDelayedStackTraceLoading: true,
  supportsSteppingGranularity: true,
  supportsSingleThreadExecutionRequests: true,
  supportTerminateDebuggee: true,
  exceptionBreakpointFilters: [...exceptionFilters],
  supportsExceptionFilterOptions: true,
  supportsExceptionInfoRequest: true,
  supportsDisassembleRequest: true,
  supportsModulesRequest: true,
  supportsLoadedSourcesRequest: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
};
