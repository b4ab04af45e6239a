import { foldersForClang } from './clangCommand';
import type { SourceFlags, TranslationContext } from './translateDatabase';

/** How cpptools reads one source: its `SourceFileConfiguration`, in paths of the host. */
export interface CpptoolsConfiguration {
  readonly includePath: readonly string[];
  readonly defines: readonly string[];
  readonly forcedInclude: readonly string[];
  /** Such as `linux-gcc-x64`. */
  readonly intelliSenseMode: string;
  readonly standard?: string;
  /** Empty: no compiler of the host is asked. */
  readonly compilerPath: '';
  readonly compilerArgs: readonly string[];
}

/** What cpptools is to know of a source that is compiled in a container. */
export function cpptoolsConfiguration(
  { flags }: SourceFlags,
  { factsOf, toHost }: TranslationContext,
): CpptoolsConfiguration {
  const facts = factsOf(flags);
  const own = flags.includes.map(({ containerPath }) => containerPath);
  const standard = standardOf(flags.standard);
  return {
    includePath: [...own, ...foldersForClang(facts)].map(toHost),
    defines: definesOf(flags.macros),
    forcedInclude: flags.forced.flatMap(({ path }) => (path.startsWith('/') ? [toHost(path)] : [])),
    intelliSenseMode: `linux-${flags.compiler.includes('clang') ? 'clang' : 'gcc'}-${processor(facts.target, flags.selection)}`,
    ...(standard === undefined ? {} : { standard }),
    compilerPath: '',
    compilerArgs: [...flags.features],
  };
}

/** `-DX` means 1, and a later `-U` takes it back. */
function definesOf(macros: readonly string[]): readonly string[] {
  const defines = new Map<string, string>();
  for (const macro of macros) {
    const [name = '', ...value] = macro.slice(2).split('=');
    if (macro.startsWith('-U')) {
      defines.delete(name);
    } else {
      defines.set(name, value.length === 0 ? '1' : value.join('='));
    }
  }
  return [...defines].map(([name, value]) => `${name}=${value}`);
}

/** cpptools knows the finished standards by their years. */
function standardOf(standard: string | undefined): string | undefined {
  const years: Readonly<Record<string, string>> = {
    '0x': '11',
    '1y': '14',
    '1z': '17',
    '2a': '20',
    '2b': '23',
    '2c': '23',
    '26': '23',
    '1x': '11',
    '2x': '23',
    '18': '17',
  };
  const [, language, year = ''] = /^((?:gnu|c)(?:\+\+)?)(\w\w)$/.exec(standard ?? '') ?? [];
  return language === undefined ? undefined : language + (years[year] ?? year);
}

function processor(target = 'x86_64', selection: readonly string[]): string {
  const known = target.startsWith('aarch64') ? 'arm64' : target.startsWith('arm') ? 'arm' : 'x64';
  return known === 'x64' && (selection.includes('-m32') || /^i\d86/.test(target)) ? 'x86' : known;
}
