/* A program without C++, until it loads the library that its argument names. */
#include <dlfcn.h>
#include <stdio.h>

int main(int count, char** arguments) {
  if (count > 1) {
    void* library = dlopen(arguments[1], RTLD_NOW);
    void (*work)(void) = library ? (void (*)(void))dlsym(library, "work") : NULL;
    if (work) {
      work();
    }
  }
  return 0;
}
