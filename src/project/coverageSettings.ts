import { posix } from 'node:path';
import type { BuildSettings } from './buildSettings';

/** The same project, built to count what runs, in a folder of its own beside the usual one. */
export function coverageSettings(settings: BuildSettings): BuildSettings {
  const { preset } = settings;
  return {
    ...settings,
    buildDirectory: `${settings.buildDirectory}-coverage`,
    coverage: true,
    ...(preset === undefined ? {} : { preset: { ...preset, namesDirectory: false } }),
  };
}

/** Below a build folder: the rules that CMake reads when it has found a compiler. */
export const coverageRulesFile = '.cmake/drydock-coverage.cmake';

/** What tells CMake's configure step to count. */
export function coverageArguments(buildContainerPath: string): readonly string[] {
  const file = posix.join(buildContainerPath, coverageRulesFile);
  return [
    `-DCMAKE_USER_MAKE_RULES_OVERRIDE_C=${file}`,
    `-DCMAKE_USER_MAKE_RULES_OVERRIDE_CXX=${file}`,
    // A project of C++ alone does not use the first.
    '--no-warn-unused-cli',
  ];
}

/** The environment of what is built and tested: where programs of Clang write what they counted. */
export function environmentOf(
  { coverage, environment = [] }: BuildSettings,
  buildContainerPath: string,
): readonly string[] {
  // Runs of one program are added up in at most four files, so that many tests leave few.
  const counts = posix.join(buildContainerPath, '.cmake/drydock-coverage/%4m.profraw');
  return coverage === true ? [`LLVM_PROFILE_FILE=${counts}`, ...environment] : environment;
}

/**
 * Which flags count is known only when CMake has found the compiler, and it reads this then. Options of
 * the folder, not variables with flags: projects, presets and toolchain files set those anew. nvcc, which
 * links the device's code, does not know the flags.
 */
export const coverageRules = String.raw`foreach(language C CXX)
  if(CMAKE_${'$'}{language}_COMPILER_ID MATCHES "Clang|IntelLLVM")
    execute_process(
      COMMAND ${'$'}{CMAKE_${'$'}{language}_COMPILER} -print-resource-dir
      OUTPUT_VARIABLE drydock_resources OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    file(GLOB_RECURSE drydock_runtime "${'$'}{drydock_resources}/lib/*libclang_rt.profile*")
    if(NOT drydock_runtime)
      message(FATAL_ERROR "Clang lacks the library with which programs count what runs, libclang_rt.profile. Install it; in Debian and Ubuntu it is in libclang-rt-dev.")
    endif()
    set(drydock_coverage -fprofile-instr-generate)
    add_compile_options("$<$<COMPILE_LANGUAGE:${'$'}{language}>:-fcoverage-mapping>")
  elseif(CMAKE_${'$'}{language}_COMPILER_ID STREQUAL "GNU")
    set(drydock_coverage --coverage)
  else()
    continue()
  endif()
  add_compile_options("$<$<COMPILE_LANGUAGE:${'$'}{language}>:${'$'}{drydock_coverage}>")
  if(CMAKE_VERSION VERSION_LESS 3.13)
    link_libraries(${'$'}{drydock_coverage})
  elseif(CMAKE_VERSION VERSION_LESS 3.18)
    add_link_options(${'$'}{drydock_coverage})
  else()
    add_link_options("$<HOST_LINK:${'$'}{drydock_coverage}>")
  endif()
endforeach()
`;
