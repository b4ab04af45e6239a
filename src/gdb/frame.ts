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
  };
}
