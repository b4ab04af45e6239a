/** Exit code: the build was made by a Clang whose tools are not there. */
export const llvmMissing = 101;

/**
 * Tells what the programs of a build folder have counted, whichever compiler made them; gets the folder
 * and that of the sources. A line that begins with a brace is a report of gcov, which has one for each
 * object; the others are a trace file of lcov, written by llvm-cov.
 *
 * gcov's messages, which it writes in the middle of a line, stay apart. It is the one beside the
 * compiler, since it reads its own version alone, and it leaves out the headers of the system itself:
 * they are a thousand times as much.
 *
 * llvm-cov reads objects and programs alike; objects tell also of what no program needs, but those of
 * link-time optimization are bitcode, which it cannot read. It wants a profile even where nothing has run.
 */
export const coverageScript = String.raw`
cd "$1" || exit
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[^=]*=//p' CMakeCache.txt)
[ -n "$compiler" ] || compiler=$(sed -n 's/^CMAKE_C_COMPILER:[^=]*=//p' CMakeCache.txt)
counted() { [ -n "$(find . -name "$1" | head -n 1)" ]; }

if counted '*.gcno'; then
  case $compiler in
    *g++*) gcov=${'$'}{compiler%g++*}gcov${'$'}{compiler##*g++} ;;
    *gcc*) gcov=${'$'}{compiler%gcc*}gcov${'$'}{compiler##*gcc} ;;
    *) gcov=gcov ;;
  esac
  command -v "$gcov" >/dev/null || gcov=gcov
  find . -name '*.gcno' -exec "$gcov" --json-format --stdout --branch-probabilities --branch-counts \
    --relative-only --source-prefix "$2" {} + || exit
  counted '*.profraw' || exit 0
fi

work=.cmake/drydock-coverage
instrumented() { find . -type f "$@" -exec grep -l __llvm_covmap {} +; }
mkdir -p "$work" || exit
instrumented -name '*.o' >"$work/objects"
# Bitcode names the section, but only what is linked of it has one.
bitcode() { LC_ALL=C find . -type f -name '*.o' -exec grep -l "$(printf '^BC\300\336')" {} + | grep -q .; }
if [ ! -s "$work/objects" ] || bitcode; then
  instrumented '(' -perm -u+x -o -name '*.so*' ')' >"$work/objects"
fi
[ -s "$work/objects" ] || exit 0

version=$("$compiler" -dumpversion 2>/dev/null)
tool() {
  found=$("$compiler" -print-prog-name="$1" 2>/dev/null)
  case $found in */*) ;; *) found=$1-${'$'}{version%%.*} ;; esac
  command -v "$found" || command -v "$1"
}
if ! profdata=$(tool llvm-profdata) || ! cov=$(tool llvm-cov); then
  printf '%s\n' "$version" >&2
  exit ${llvmMissing}
fi
printf 'drydock\n0\n1\n0\n' >"$work/none.proftext"
{ find . -name '*.profraw'; printf '%s\n' "$work/none.proftext"; } >"$work/profiles"
"$profdata" merge -sparse -failure-mode=all -f "$work/profiles" -o "$work/merged.profdata" || exit
sed 's/[\\"]/\\&/g; 1s/.*/"&"/; 2,$s/.*/-object "&"/' "$work/objects" >"$work/arguments"
demangle=$(command -v c++filt) || demangle=$(tool llvm-cxxfilt) || demangle=cat
rm -f "$work/failed"
{ "$cov" export -format=lcov -instr-profile="$work/merged.profdata" @"$work/arguments" ||
  : >"$work/failed"; } | "$demangle"
[ ! -e "$work/failed" ]
`;
