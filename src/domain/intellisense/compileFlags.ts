/** What a source is compiled as. */
export type SourceLanguage = 'c' | 'c++' | 'cuda' | 'objective-c' | 'objective-c++' | 'assembler';

/** How a folder of headers was named: the kinds are searched one after the other. */
export type IncludeKind = 'quote' | 'user' | 'system' | 'after';

/** What of a compiler's command line counts for understanding the code, in absolute container paths. */
export interface CompileFlags {
  /** As it is started, such as `/usr/bin/c++`. */
  readonly compiler: string;
  readonly language: SourceLanguage;
  /** Such as `gnu++17`; absent: the compiler's own. */
  readonly standard?: string;
  readonly includes: readonly { readonly kind: IncludeKind; readonly containerPath: string }[];
  /** In order: `-DNAME=VALUE` and `-UNAME`. */
  readonly macros: readonly string[];
  /** Files read before the source: `include` with all they say, `imacros` for their macros. A relative path is as it was written. */
  readonly forced: readonly { readonly kind: 'include' | 'imacros'; readonly path: string }[];
  /** Options of code generation and of the language that change what is declared, such as `-fno-rtti`, `-mavx2`, `-pthread`. */
  readonly features: readonly string[];
  readonly warnings: readonly string[];
  /** Options that choose what the compiler brings along, such as `-m32` or `--sysroot=…`: it is asked with them. */
  readonly selection: readonly string[];
  readonly sysrootContainerPath?: string;
  /** GPU architectures such as `sm_75`, in the order in which they are given. */
  readonly gpuArchitectures: readonly string[];
}
