import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Frame } from '../../gdb/frame';
import type { FrameArgument } from '../../gdb/stackCommands';

/** What is known of a frame beside what gdb says of it in the stack. */
interface FrameDetails {
  /** The name of the program or library that has the frame's code. */
  readonly module: string | undefined;
  readonly args: readonly FrameArgument[] | undefined;
}

/** How a frame is named: by its function; in code without source also by its library. */
export function frameName(
  frame: Frame,
  format: DebugProtocol.StackFrameFormat,
  { module, args }: FrameDetails,
): string {
  const unknown = frame.sourcePath === undefined && frame.artificial !== true;
  const withModule = module !== undefined && (unknown || format.module === true);
  const line = format.line === true && frame.line !== undefined ? ` line ${frame.line}` : '';
  return [
    withModule ? `${module}!` : '',
    frame.functionName ?? frame.address,
    args && frame.functionName !== undefined ? `(${showArguments(args, format)})` : '',
    frame.inlined === true ? ' [inlined]' : '',
    line,
  ].join('');
}

function showArguments(
  args: readonly FrameArgument[],
  format: DebugProtocol.StackFrameFormat,
): string {
  const { parameterTypes, parameterNames, parameterValues, hex } = format;
  // A client that wants parameters without saying what of them gets all.
  const all = !(parameterTypes ?? parameterNames ?? parameterValues);
  return args
    .map(({ name, type, value }) => {
      const left = [
        ...(all || parameterTypes === true ? [type ?? ''] : []),
        ...(all || parameterNames === true ? [name] : []),
      ].join(' ');
      const right = all || parameterValues === true ? (value ?? '…') : undefined;
      const shown = right !== undefined && hex === true ? inHex(right) : right;
      return [left, shown].filter((part) => part !== undefined && part !== '').join('=');
    })
    .join(', ');
}

/** A whole number in hexadecimal, negative ones with their sign; other values as they are. */
function inHex(value: string): string {
  const [, sign = '', digits, rest = ''] = /^(-?)(\d+)(\D.*)?$/s.exec(value) ?? [];
  return digits === undefined ? value : `${sign}0x${BigInt(digits).toString(16)}${rest}`;
}
