import assert from 'node:assert/strict';
import { runDiagnostics } from '../../../../src/domain/diagnostics/runDiagnostics';
import { summary, where } from './corpus';

/** As NVIDIA's manual shows the reports; there is no device here to make them. */
suite('compute-sanitizer', () => {
  test('an invalid access stands at the line of the kernel, with the host that started it', () => {
    const text = [
      '========= COMPUTE-SANITIZER',
      '========= Invalid __global__ write of size 4 bytes',
      '=========     at unaligned_kernel()+0x70 in /workspace/k.cu:12',
      '=========     by thread (0,0,0) in block (0,0,0)',
      '=========     Address 0x7f671ac00001 is misaligned',
      '=========     Saved host backtrace up to driver entry point at kernel launch time',
      '=========     Host Frame: [0x2774ec] in /lib/x86_64-linux-gnu/libcuda.so',
      '=========     Host Frame: main in /workspace/k.cu:40 [0x69c3]',
      '========= ',
      '========= ERROR SUMMARY: 1 error',
    ].join('\n');

    const found = runDiagnostics(text, '/workspace/build');

    assert.deepEqual(summary(found), [
      'error compute-sanitizer invalid-global-write /workspace/k.cu:12 Invalid __global__ write of size 4 bytes: by thread (0,0,0) in block (0,0,0), Address 0x7f671ac00001 is misaligned',
    ]);
    assert.deepEqual(
      found[0]?.related.map((one) => `${where(one.location)} ${one.message}`),
      ['/workspace/k.cu:40 in main'],
    );
  });

  test('before CUDA 12 the function stands behind the place', () => {
    const text = [
      '========= Invalid __shared__ read of size 4 bytes',
      '=========     at 0x70 in /workspace/k.cu:7:sum(float *)',
      '=========     by thread (33,0,0) in block (0,0,0)',
    ].join('\n');

    const found = runDiagnostics(text, '/workspace/build');

    assert.deepEqual(
      found.map((one) => where(one.location)),
      ['/workspace/k.cu:7'],
    );
  });
});
