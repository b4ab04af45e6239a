import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  ChangeSignalsArguments,
  changeSignalsRequest,
  freezeOthersRequest,
  hexadecimalRequest,
  SignalsBody,
  SwitchArguments,
  signalsRequest,
  terminalOpenedRequest,
  TerminalOpenedArguments,
} from '../../domain/launchConfiguration';

type P = typeof terminalOpenedRequest;

/** The requests that the adapter answers: arguments and body of each. */
interface DapRequests
  extends
    Record<P, [args: TerminalOpenedArguments, body: undefined]>,
    Record<typeof signalsRequest, [undefined, SignalsBody]>,
    Record<typeof changeSignalsRequest, [ChangeSignalsArguments, SignalsBody]>,
    Record<typeof hexadecimalRequest, [SwitchArguments, undefined]>,
    Record<typeof freezeOthersRequest, [SwitchArguments, undefined]> {
  initialize: [DebugProtocol.InitializeRequestArguments, DebugProtocol.Capabilities];
  launch: [unknown, undefined];
  attach: [unknown, undefined];
  configurationDone: [undefined, undefined];
  disconnect: [DebugProtocol.DisconnectArguments | undefined, undefined];
  terminate: [undefined, undefined];
  setBreakpoints: [
    DebugProtocol.SetBreakpointsArguments,
    DebugProtocol.SetBreakpointsResponse['body'],
  ];
  setFunctionBreakpoints: [
    DebugProtocol.SetFunctionBreakpointsArguments,
    DebugProtocol.SetFunctionBreakpointsResponse['body'],
  ];
  setInstructionBreakpoints: [
    DebugProtocol.SetInstructionBreakpointsArguments,
    DebugProtocol.SetInstructionBreakpointsResponse['body'],
  ];
  breakpointLocations: [
    DebugProtocol.BreakpointLocationsArguments,
    DebugProtocol.BreakpointLocationsResponse['body'],
  ];
  dataBreakpointInfo: [
    DebugProtocol.DataBreakpointInfoArguments,
    DebugProtocol.DataBreakpointInfoResponse['body'],
  ];
  setDataBreakpoints: [
    DebugProtocol.SetDataBreakpointsArguments,
    DebugProtocol.SetDataBreakpointsResponse['body'],
  ];
  setExceptionBreakpoints: [
    DebugProtocol.SetExceptionBreakpointsArguments,
    DebugProtocol.SetExceptionBreakpointsResponse['body'],
  ];
  exceptionInfo: [
    DebugProtocol.ExceptionInfoArguments,
    DebugProtocol.ExceptionInfoResponse['body'],
  ];
  continue: [DebugProtocol.ContinueArguments, DebugProtocol.ContinueResponse['body']];
  pause: [DebugProtocol.PauseArguments, undefined];
  stepBack: [DebugProtocol.StepBackArguments, undefined];
  reverseContinue: [DebugProtocol.ReverseContinueArguments, undefined];
  next: [DebugProtocol.NextArguments, undefined];
  stepIn: [DebugProtocol.StepInArguments, undefined];
  stepOut: [DebugProtocol.StepOutArguments, undefined];
  stepInTargets: [
    DebugProtocol.StepInTargetsArguments,
    DebugProtocol.StepInTargetsResponse['body'],
  ];
  gotoTargets: [DebugProtocol.GotoTargetsArguments, DebugProtocol.GotoTargetsResponse['body']];
  goto: [DebugProtocol.GotoArguments, undefined];
  restart: [DebugProtocol.RestartArguments | undefined, undefined];
  threads: [undefined, DebugProtocol.ThreadsResponse['body']];
  stackTrace: [DebugProtocol.StackTraceArguments, DebugProtocol.StackTraceResponse['body']];
  scopes: [DebugProtocol.ScopesArguments, DebugProtocol.ScopesResponse['body']];
  variables: [DebugProtocol.VariablesArguments, DebugProtocol.VariablesResponse['body']];
  setVariable: [DebugProtocol.SetVariableArguments, DebugProtocol.SetVariableResponse['body']];
  setExpression: [
    DebugProtocol.SetExpressionArguments,
    DebugProtocol.SetExpressionResponse['body'],
  ];
  completions: [DebugProtocol.CompletionsArguments, DebugProtocol.CompletionsResponse['body']];
  evaluate: [DebugProtocol.EvaluateArguments, DebugProtocol.EvaluateResponse['body']];
  source: [DebugProtocol.SourceArguments, DebugProtocol.SourceResponse['body']];
  modules: [DebugProtocol.ModulesArguments | undefined, DebugProtocol.ModulesResponse['body']];
  loadedSources: [unknown, DebugProtocol.LoadedSourcesResponse['body']];
  disassemble: [DebugProtocol.DisassembleArguments, DebugProtocol.DisassembleResponse['body']];
  readMemory: [DebugProtocol.ReadMemoryArguments, DebugProtocol.ReadMemoryResponse['body']];
  writeMemory: [DebugProtocol.WriteMemoryArguments, DebugProtocol.WriteMemoryResponse['body']];
}

/** A handler for each request. What it throws becomes the response's error. */
export type DapHandlers = {
  readonly [C in keyof DapRequests]: (
    args: DapRequests[C][0],
    /** Gives what fires when the client no longer wants the answer. */
    cancelled: () => AbortSignal,
  ) => Promise<DapRequests[C][1]>;
};

/** The handlers of a session: all but that of `initialize`, which is answered before there is one. */
export type SessionHandlers = Omit<DapHandlers, 'initialize'>;
