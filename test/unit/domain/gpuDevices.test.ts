import assert from 'node:assert/strict';
import { gpuDevicesOf, withGpuDevices } from '../../../src/domain/gpuDevices';

suite('GPUs that an engine names', () => {
  test('are the CDI devices of the kind gpu', () => {
    assert.deepEqual(
      gpuDevicesOf(['nvidia.com/gpu=0', 'vendor.com/net=eth0', 'nvidia.com/gpu=all']),
      ['nvidia.com/gpu=0', 'nvidia.com/gpu=all'],
    );
  });

  test('take the place of those that the container had, and of --gpus', () => {
    assert.deepEqual(
      withGpuDevices({ image: 'x', cdiDevices: ['nvidia.com/gpu=0', 'vendor.com/net=eth0'] }, [
        'nvidia.com/gpu=1',
      ]),
      { gpus: undefined, cdiDevices: ['vendor.com/net=eth0', 'nvidia.com/gpu=1'] },
    );
  });

  test('are gone when none is chosen', () => {
    assert.deepEqual(withGpuDevices({ image: 'x', cdiDevices: ['nvidia.com/gpu=0'] }, []), {
      gpus: undefined,
      cdiDevices: undefined,
    });
  });
});
