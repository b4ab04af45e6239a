import type { DebugProtocol } from '@vscode/debugprotocol';

/** What the adapter can do. */
export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsDelayedStackTraceLoading: true,
  supportsSteppingGranularity: true,
  supportTerminateDebuggee: true,
};
