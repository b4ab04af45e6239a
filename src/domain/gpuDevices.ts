import type { ContainerSpec } from './containerSpec';
import type { SpecPatch } from './lint/specFinding';

/** The GPUs among the CDI devices that an engine names, such as `nvidia.com/gpu=0`. */
export function gpuDevicesOf(cdiDevices: readonly string[]): string[] {
  return cdiDevices.filter((device) => device.includes('/gpu='));
}

/** Gives a container these GPUs and no others; what else it has of CDI devices stays. */
export function withGpuDevices(
  { cdiDevices = [] }: ContainerSpec,
  chosen: readonly string[],
): SpecPatch {
  const others = cdiDevices.filter((device) => gpuDevicesOf([device]).length === 0);
  const all = [...others, ...chosen];
  return { gpus: undefined, cdiDevices: all.length > 0 ? all : undefined };
}
