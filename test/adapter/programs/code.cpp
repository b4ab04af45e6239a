// The program whose machine code and memory the tests look at.
#include <cstdio>
#include <cstring>
#include <string>
#include <sys/mman.h>

struct Record {
  int number = 0x11223344;
  char text[12] = "hello";
};

Record record;
// A page full of one-byte instructions with nothing before and after it. (A debugger reads also what
// the program may not.)
unsigned char *page = nullptr;
std::string grown = "text";

__attribute__((noinline)) int twice(int number) {
  int result = number * 2; // MARK: twice
  return result;
}

int main() {
  const size_t size = 4096;
  auto *pages = static_cast<unsigned char *>(mmap(nullptr, 3 * size, PROT_READ | PROT_WRITE,
                                                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  page = pages + size;
  munmap(pages, size);
  munmap(page + size, size);
  std::memset(page, 0x90, size);
  int total = twice(21); // MARK: before
  record.number = total;
  std::printf("%d %s\n", record.number, record.text); // MARK: code
  return 0;
}
