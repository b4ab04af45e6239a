import { ninjaStatus } from '../domain/buildProgress';
import { coverageRulesFile } from './coverageSettings';

/**
 * Colours come through the environment alone, so that nobody's flags change: CMake from 3.24 hands
 * the second variable on to the compilers, ninja and CMake itself heed the first. LANGUAGE keeps the
 * messages in the language that the parsers read, whatever the image's locale is.
 */
export const buildEnvironment: readonly string[] = [
  `NINJA_STATUS=${ninjaStatus}`,
  'CLICOLOR_FORCE=1',
  'CMAKE_COLOR_DIAGNOSTICS=ON',
  'LANGUAGE=en',
];

/** A user whom the image does not know has `/` for a home, where compiler caches cannot write. */
const writableHome = String.raw`
if [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
  HOME=${'$'}{TMPDIR:-/tmp}/drydock-home-$(id -u)
  mkdir -p "$HOME"
  export HOME
fi
`;

/**
 * A new cache takes the launcher from the environment (CMake 3.17 and newer), an old one keeps what it
 * has; whoever sets one, to nothing at all, has it his way.
 */
const compilerCache = String.raw`
if command -v ccache >/dev/null 2>&1; then
  export CMAKE_C_COMPILER_LAUNCHER="${'$'}{CMAKE_C_COMPILER_LAUNCHER-ccache}"
  export CMAKE_CXX_COMPILER_LAUNCHER="${'$'}{CMAKE_CXX_COMPILER_LAUNCHER-ccache}"
  export CMAKE_CUDA_COMPILER_LAUNCHER="${'$'}{CMAKE_CUDA_COMPILER_LAUNCHER-ccache}"
fi
`;

/** Runs the command; one stream for both outputs keeps their order. */
export const buildScript = `${writableHome}
exec "$@" 2>&1
`;

/**
 * Asks CMake to describe the project, then runs it in a folder, and notes the command when it ended
 * well. Gets the build folder, the file API's client and query, `fresh` or nothing, the folder to run
 * in, what is noted, and the rules of a build that counts what runs, before the command.
 */
export const configureScript = `${writableHome}${compilerCache}
build=$1 client=$2 query=$3 fresh=$4 directory=$5 note=$6 rules=$7
shift 7
mkdir -p "$build/.cmake/api/v1/query/$client" &&
  printf '%s' "$query" >"$build/.cmake/api/v1/query/$client/query.json" &&
  : >"$build/.cmake/drydock-configured" &&
  { [ -z "$rules" ] || printf '%s' "$rules" >"$build/${coverageRulesFile}"; } &&
  cd "$directory" || exit
if [ -n "$fresh" ]; then
  rm -rf "$build/CMakeCache.txt" "$build/CMakeFiles"
fi
"$@" 2>&1 || exit
printf '%s' "$note" >"$build/.cmake/drydock-configured"
`;
