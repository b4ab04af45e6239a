import type { Tool, Toolchain, ToolName } from './toolchain';

/** A tool as a list shows it. */
export interface ToolRow {
  readonly name: ToolName;
  readonly tool: Tool;
}

const shown: readonly ToolName[] = [
  'g++',
  'clang++',
  'nvcc',
  'cmake',
  'ninja',
  'ninja-build',
  'make',
  'gdb',
  'cuda-gdb',
  'compute-sanitizer',
  'ccache',
];

/** The tools that building and debugging use, compilers first; a C compiler alone counts too. */
export function toolRows({ tools }: Toolchain): readonly ToolRow[] {
  const names = tools['g++'] ? shown : (['gcc', 'clang', ...shown] as const);
  return names.flatMap((name) => {
    const tool = tools[name];
    return tool ? [{ name, tool }] : [];
  });
}

/** The toolchain in one line: compiler, CMake and debugger, such as `g++ 12.2.0 · cmake 3.25.1`. */
export function toolchainSummary({ tools }: Toolchain): string {
  const groups: readonly (readonly ToolName[])[] = [
    ['nvcc'],
    ['g++', 'clang++', 'gcc', 'clang'],
    ['cmake'],
    ['gdb', 'cuda-gdb'],
  ];
  return groups
    .flatMap((group) => {
      const name = group.find((each) => tools[each] !== undefined);
      return name === undefined ? [] : [`${name} ${tools[name]?.version ?? ''}`.trim()];
    })
    .join(' · ');
}
