#include <cstdio>

#include <cuda_runtime.h>

/// Every thread says where it stands: in the grid, in its block, and counted over all.
__global__ void printIndex() {
    const unsigned index = blockIdx.x * blockDim.x + threadIdx.x;  // MARK: kernel
    printf("grid %u, block %u, thread %u: index %u\n", gridDim.x, blockIdx.x, threadIdx.x, index);
}

/// The number of CUDA devices that this process can use; says why when there is none.
static int countDevices() {
    int devices = 0;
    const cudaError_t status = cudaGetDeviceCount(&devices);
    if (status != cudaSuccess) {
        fprintf(stderr, "No CUDA device can be used here: %s.\n", cudaGetErrorString(status));
        return 0;
    }
    return devices;
}

int main() {
    const dim3 grid(2);
    const dim3 block(4);
    const unsigned threads = grid.x * block.x;
    printf("%u blocks of %u threads: %u threads\n", grid.x, block.x, threads);  // MARK: host

    if (countDevices() == 0) {
        printf("The kernel is not started. Start the container with --gpus all on a machine with an NVIDIA GPU.\n");
        return 2;
    }

    printIndex<<<grid, block>>>();
    const cudaError_t status = cudaDeviceSynchronize();
    if (status != cudaSuccess) {
        fprintf(stderr, "The kernel failed: %s.\n", cudaGetErrorString(status));
        return 1;
    }
    return 0;
}
