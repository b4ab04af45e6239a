// The program that loads a library and lets go of it.
#include <cstdio>
#include <dlfcn.h>

int main() {
  std::printf("start\n"); // MARK: start
  void *library = dlopen("/workspace/libplugin.so", RTLD_NOW);
  std::printf("%d\n", library != nullptr); // MARK: loaded
  dlclose(library);
  std::printf("end\n"); // MARK: unloaded
  return 0;
}
