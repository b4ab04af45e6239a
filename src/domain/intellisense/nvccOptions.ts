/** A command line of nvcc in the options that its host compiler would get. */
interface HostOptions {
  readonly options: readonly string[];
  /** Such as `sm_75`. */
  readonly architectures: readonly string[];
}

/** The long names that have a short one (NVIDIA CUDA Compiler Driver, "Command Option Description"). */
const shortNames: Readonly<Record<string, string>> = {
  '--include-path': '-I',
  '--system-include': '-isystem',
  '--pre-include': '-include',
  '--define-macro': '-D',
  '--undefine-macro': '-U',
  '--std': '-std',
  '--x': '-x',
  '--compiler-options': '-Xcompiler',
  '--gpu-architecture': '-arch',
  '--gpu-code': '-code',
  '--generate-code': '-gencode',
  '--output-file': '-o',
  '--machine': '-m',
};

/** Options whose value is the next word when it is not joined by `=`. */
const withValue = new Set([
  ...['-I', '-isystem', '-include', '-D', '-U', '-std', '-x', '-Xcompiler', '-arch', '-code'],
  ...['-gencode', '-o', '-m', '-ccbin', '--compiler-bindir', '-MF', '-MT', '-L', '-l', '-odir'],
  ...['--output-directory', '-Xptxas', '--ptxas-options', '-Xcudafe', '--cudafe-options', '-t'],
  ...['--threads', '-Xnvlink', '--nvlink-options', '-Xlinker', '--linker-options', '-maxrregcount'],
  ...['--maxrregcount', '-idp', '-ddp', '-dp', '-opt-info', '-diag-suppress', '--diag-suppress'],
  ...['-diag-error', '--diag-error', '-diag-warn', '--diag-warn', '-Werror', '--Werror'],
]);

/** These take several values, parted by commas. */
const listed = new Set(['-I', '-isystem', '-include', '-D', '-U', '-Xcompiler']);

/**
 * Translates nvcc's options: `-forward-unknown-to-host-compiler` lets those of the host compiler
 * stand among them, and `-Xcompiler=a,b` hands them on.
 */
export function gccOptionsOf(words: readonly string[]): HostOptions {
  const options: string[] = [];
  const architectures: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const [, written = word, joined] = /^(-{1,2}[\w-]+)=(.*)$/s.exec(word) ?? [];
    const name = shortNames[written] ?? written;
    const value = joined ?? (withValue.has(name) ? words[++i] : undefined);
    if (value === undefined) {
      options.push(name);
    } else if (listed.has(name)) {
      const values = name === '-D' ? [value] : value.split(',');
      options.push(...(name === '-Xcompiler' ? values : values.flatMap((one) => [name, one])));
    } else if (['-arch', '-code', '-gencode'].includes(name)) {
      architectures.push(...architecturesIn(value));
    } else if (name === '-std') {
      options.push(`-std=${value}`);
    } else if (name === '-x') {
      options.push('-x', value);
    } else if (name === '-m') {
      options.push(`-m${value}`);
    } else if (!withValue.has(name)) {
      options.push(word);
    }
  }
  options.push(...macrosOf(words));
  return { options, architectures: [...new Set(architectures)] };
}

/** `arch=compute_75,code=[compute_75,sm_75]` names the GPU twice; `native` and `all` name none. */
function architecturesIn(value: string): readonly string[] {
  return [...value.matchAll(/\b(?:sm|compute)_(\d+[af]?)/g)].map(
    ([, version = '']) => `sm_${version}`,
  );
}

/** What nvcc defines and clang, which compiles CUDA by itself, does not. */
function macrosOf(words: readonly string[]): readonly string[] {
  const has = (...names: readonly string[]): boolean => names.some((name) => words.includes(name));
  return [
    '-D__NVCC__',
    ...(has('-expt-relaxed-constexpr', '--expt-relaxed-constexpr')
      ? ['-D__CUDACC_RELAXED_CONSTEXPR__']
      : []),
    ...(has(
      '-extended-lambda',
      '--extended-lambda',
      '-expt-extended-lambda',
      '--expt-extended-lambda',
    )
      ? ['-D__CUDACC_EXTENDED_LAMBDA__']
      : []),
    ...(has('-rdc=true', '--relocatable-device-code=true', '-dc', '--device-c')
      ? ['-D__CUDACC_RDC__']
      : []),
  ];
}
