// Does what sanitizers report, in the way that its first argument names.
#include <climits>
#include <cstdio>
#include <cstring>

int main(int argc, char **argv) {
  const char *mode = argc > 1 ? argv[1] : "";
  volatile int number = INT_MAX;
  int *heap = new int[4];
  if (std::strcmp(mode, "overflow") == 0) {
    heap[number - INT_MAX + 4] = 1; // MARK: overflow
  } else if (std::strcmp(mode, "freed") == 0) {
    delete[] heap;
    number = heap[1]; // MARK: freed
  } else if (std::strcmp(mode, "twice") == 0) {
    delete[] heap;
    delete[] heap; // MARK: twice
  } else if (std::strcmp(mode, "undefined") == 0) {
    number = number + 1; // MARK: undefined
    std::puts("went on");
  }
  return 0;
}
