import type { MiTuple } from './miRecord';

/** One frame of a stack. */
export interface Frame {
  readonly level: number;
  /** Such as `0x000055555555517d`. */
  readonly address: string;
  /** Absent in code without symbols. */
  readonly functionName?: string;
  /** The source's absolute path where the program was built. */
  readonly sourcePath?: string;
  /** The source as the compiler was given it. */
  readonly sourceName?: string;
  readonly line?: number;
  /** The shared library of a frame without source. */
  readonly library?: string;
  /** gdb made it up, such as `<signal handler called>` for what the kernel puts below a handler. */
  readonly artificial?: boolean;
  /** The function was inlined into that of the next frame. */
  readonly inlined?: boolean;
}

/** Reads gdb's `frame={…}`. */
export function readFrame(tuple: MiTuple): Frame {
  const functionName = tuple.text('func');
  const sourcePath = tuple.text('fullname');
  const sourceName = tuple.text('file');
  const line = tuple.number('line');
  const library = tuple.text('from');
  return {
    level: tuple.number('level') ?? 0,
    address: tuple.text('addr') ?? '',
    ...(functionName !== undefined && functionName !== '??' && { functionName }),
    ...(sourcePath !== undefined && { sourcePath }),
    ...(sourceName !== undefined && { sourceName }),
    ...(line !== undefined && { line }),
    ...(library !== undefined && { library }),
    ...(functionName?.startsWith('<') === true && { artificial: true }),
  };
}

/**
 * Reads the frames of a stack. gdb's machine interface does not say which are inlined: they have the
 * address of the frame that they were inlined into. So have the frames of a recursion, but those are
 * of one function.
 */
export function readStack(tuples: readonly MiTuple[]): readonly Frame[] {
  const frames = tuples.map(readFrame);
  return frames.map((frame, index) => {
    const next = frames[index + 1];
    const inlined = next?.address === frame.address && next.functionName !== frame.functionName;
    return inlined ? { ...frame, inlined } : frame;
  });
}
