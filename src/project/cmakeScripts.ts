import { ninjaStatus } from '../domain/buildProgress';

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

/** Runs the command; one stream for both outputs keeps their order. */
export const buildScript = `${writableHome}
exec "$@" 2>&1
`;

/**
 * Asks CMake to describe the project, then runs it in the build folder. Gets the build folder, the file
 * API's client and query, and `fresh` or nothing, before the command.
 */
export const configureScript = `${writableHome}
build=$1 client=$2 query=$3 fresh=$4
shift 4
mkdir -p "$build/.cmake/api/v1/query/$client" &&
  printf '%s' "$query" >"$build/.cmake/api/v1/query/$client/query.json" &&
  cd "$build" || exit
if [ -n "$fresh" ]; then
  rm -rf CMakeCache.txt CMakeFiles
fi
exec "$@" 2>&1
`;
