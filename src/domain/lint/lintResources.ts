import type { ContainerSpec } from '../containerSpec';
import { formatMemorySize } from '../memorySize';
import { usesGpus } from './lintGpus';
import type { SpecFacts, SpecFinding } from './specFinding';

const megabyte = 1024 ** 2;
/** What the engine gives when nothing is said. */
const defaultSharedMemory = 64 * megabyte;
const enoughSharedMemory = 8 * 1024 * megabyte;
/** Optimising one large C++ file takes this much, and builds compile several at once. */
const leastMemory = 2 * 1024 * megabyte;
const enoughMemory = 2 * leastMemory;

/** Limits that are too small for what the container is for. */
export function lintResources(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  return [...lintSharedMemory(spec, facts), ...lintMemory(spec)];
}

function lintSharedMemory(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  const { ipc = '', shmSize = defaultSharedMemory } = spec;
  const ofItsOwn = ['', 'private', 'shareable'].includes(ipc);
  return ofItsOwn && shmSize <= defaultSharedMemory && usesGpus(spec, facts)
    ? [
        {
          code: 'sharedMemoryTooSmall',
          severity: 'warning',
          field: 'shmSize',
          message: `/dev/shm has ${formatMemorySize(shmSize).toUpperCase()}B, which NCCL and PyTorch's data loaders fill, so that they fail with "bus error"; give it more with "--shm-size".`,
          fix: { title: 'Add "--shm-size 8g"', patch: { shmSize: enoughSharedMemory } },
        },
      ]
    : [];
}

function lintMemory({ memory, memorySwap }: ContainerSpec): SpecFinding[] {
  return memory !== undefined && memory > 0 && memory < leastMemory
    ? [
        {
          code: 'memoryTooSmall',
          severity: 'warning',
          field: 'memory',
          message: `With ${formatMemorySize(memory)} of memory the compiler will be killed on large C++ files; give the container ${formatMemorySize(enoughMemory)} or more to build in it.`,
          fix: {
            title: `Allow ${formatMemorySize(enoughMemory)} of Memory`,
            patch: {
              memory: enoughMemory,
              // The engine refuses a limit with swap that is below the one without.
              ...(memorySwap !== undefined &&
                memorySwap > 0 &&
                memorySwap < enoughMemory && { memorySwap: enoughMemory }),
            },
          },
        },
      ]
    : [];
}
