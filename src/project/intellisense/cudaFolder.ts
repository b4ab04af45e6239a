import { mkdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompileFlags } from '../../domain/intellisense/compileFlags';
import type { CompilerFacts } from '../../domain/intellisense/compilerIncludes';
import type { SourceFlags } from '../../domain/intellisense/translateDatabase';

/**
 * clang takes a folder for a CUDA toolkit when `bin` and `include` are in it, so one is made around the
 * mirrored headers. Undefined where nothing is compiled by nvcc, or its headers are not there.
 */
export async function makeCudaFolder(
  sources: readonly SourceFlags[],
  factsOf: (flags: CompileFlags) => CompilerFacts,
  toHost: (containerPath: string) => string,
  folderHostPath: string,
): Promise<string | undefined> {
  const cuda = sources.find(({ flags }) => flags.language === 'cuda')?.flags;
  for (const containerPath of cuda === undefined ? [] : factsOf(cuda).includeContainerPaths) {
    const headersHostPath = toHost(containerPath);
    if (await isThere(join(headersHostPath, 'cuda_runtime.h'))) {
      const cudaHostPath = join(folderHostPath, 'cuda');
      await mkdir(join(cudaHostPath, 'bin'), { recursive: true });
      await mkdir(join(cudaHostPath, 'nvvm', 'libdevice'), { recursive: true });
      await mkdir(join(cudaHostPath, 'lib64'), { recursive: true });
      await rm(join(cudaHostPath, 'include'), { force: true, recursive: true });
      await symlink(headersHostPath, join(cudaHostPath, 'include'), 'junction');
      return cudaHostPath;
    }
  }
  return undefined;
}

function isThere(hostPath: string): Promise<boolean> {
  return stat(hostPath).then(
    () => true,
    () => false,
  );
}
