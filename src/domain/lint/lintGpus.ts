import type { ContainerSpec } from '../containerSpec';
import type { SpecFacts, SpecFinding } from './specFinding';

/** GPUs that the engine does not have, or that nobody asked for. */
export function lintGpus(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  return [...lintGpuList(spec), ...lintGpuOffer(spec, facts)];
}

/** Whether the container is made for GPUs: it asks for them, or its image is made for CUDA. */
export function usesGpus(spec: ContainerSpec, facts: SpecFacts): boolean {
  return asksForGpus(spec) || isGpuImage(spec, facts);
}

function lintGpuList({ gpus = [] }: ContainerSpec): SpecFinding[] {
  return gpus.flatMap((gpu, index): SpecFinding[] => {
    const { count, deviceIds, ...rest } = gpu;
    if (count === undefined || deviceIds === undefined) {
      return [];
    }
    const ids = [...deviceIds, String(count)];
    return [
      {
        code: 'gpuListSplit',
        severity: 'warning',
        field: 'gpus',
        index,
        message:
          'The GPUs after the first comma of "--gpus" are read as a count; quote the list twice, as in --gpus \'"device=0,1"\'.',
        fix: {
          title: `Ask for the GPUs ${ids.join(' and ')}`,
          patch: { gpus: gpus.with(index, { ...rest, deviceIds: ids }) },
        },
      },
    ];
  });
}

function lintGpuOffer(spec: ContainerSpec, facts: SpecFacts): SpecFinding[] {
  if (asksForGpus(spec) && facts.gpus === false) {
    const ownRuntime = spec.runtime === 'nvidia';
    return [
      {
        code: 'gpuUnavailable',
        severity: 'error',
        field: spec.gpus ? 'gpus' : ownRuntime ? 'runtime' : 'cdiDevices',
        message:
          'The container asks for GPUs, and the engine has none to give: install the NVIDIA Container Toolkit on its host, or leave the GPUs out.',
        fix: {
          title: 'Leave the GPUs Out',
          patch: {
            gpus: undefined,
            cdiDevices: without(spec.cdiDevices, isGpuDevice),
            ...(ownRuntime && { runtime: undefined }),
          },
        },
      },
    ];
  }
  const reachesGpus = spec.privileged === true || asksForGpus(spec);
  return facts.gpus === true && isGpuImage(spec, facts) && !reachesGpus
    ? [
        {
          code: 'gpuNotAsked',
          severity: 'warning',
          field: 'gpus',
          message: `The image "${spec.image}" is made for GPUs, and the container asks for none, so that programs find no device; add "--gpus all".`,
          fix: { title: 'Add "--gpus all"', patch: { gpus: [{ count: -1 }] } },
        },
      ]
    : [];
}

function asksForGpus(spec: ContainerSpec): boolean {
  return (
    (spec.gpus ?? []).length > 0 ||
    spec.runtime === 'nvidia' ||
    (spec.cdiDevices ?? []).some(isGpuDevice) ||
    (spec.devices ?? []).some(({ hostPath }) => hostPath.startsWith('/dev/nvidia'))
  );
}

function isGpuDevice(name: string): boolean {
  return name.startsWith('nvidia.com/gpu=');
}

function isGpuImage(spec: ContainerSpec, { image }: SpecFacts): boolean {
  const env = [...(image?.env ?? []), ...(spec.env ?? [])];
  return (
    env.some((entry) => /^(?:CUDA_VERSION|NCCL_VERSION|NVIDIA_REQUIRE_CUDA)=./.test(entry)) ||
    /(?:^|[/_:-])(?:cuda|cudnn|nccl|pytorch|tensorrt|tritonserver)/i.test(spec.image)
  );
}

function without(
  values: readonly string[] | undefined,
  drop: (value: string) => boolean,
): readonly string[] | undefined {
  const kept = values?.filter((value) => !drop(value)) ?? [];
  return kept.length > 0 ? kept : undefined;
}
