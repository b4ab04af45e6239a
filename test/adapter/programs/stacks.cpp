// The program whose threads and stacks the tests look at.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>
#include <vector>

#define INLINED static inline __attribute__((always_inline))
#define APART __attribute__((noinline))

struct Pair {
  int first;
  int second;
};

INLINED int innermost(int value) {
  asm volatile("nop"); // MARK: innermost
  return value + 1;
}

INLINED int between(int value) {
  return innermost(value * 2) + 1; // MARK: between
}

APART int outermost(int value) {
  int result = between(value); // MARK: outermost
  return result + 3;
}

APART void onSignal(int number) {
  std::printf("signal %d\n", number); // MARK: signal
}

APART int deep(int depth, const char *text, Pair pair) {
  if (depth == 0) {
    return pair.first; // MARK: deep
  }
  return deep(depth - 1, text, pair) + 1;
}

APART void corrupt() {
  volatile char buffer[16];
  // The return address and what is above it.
  char *volatile start = const_cast<char *>(buffer);
  std::memset(start, 0x41, 96);
  asm volatile("nop"); // MARK: corrupt
}

// Machine code without symbols, in memory that belongs to no file: push, trap, pop, return.
void runGenerated() {
#if defined(__x86_64__)
  const unsigned char code[] = {0x55, 0x48, 0x89, 0xe5, 0xcc, 0x5d, 0xc3};
#else
  const unsigned int code[] = {0xd4200000, 0xd65f03c0};
#endif
  void *memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  std::memcpy(memory, code, sizeof code);
  reinterpret_cast<void (*)()>(memory)(); // MARK: generated
}

void named() {
  std::thread worker([] {
    prctl(PR_SET_NAME, "first");
    std::printf("named\n"); // MARK: named
    prctl(PR_SET_NAME, "second");
    std::printf("renamed\n"); // MARK: renamed
    prctl(PR_SET_NAME, "");
    std::printf("nameless\n"); // MARK: nameless
    prctl(PR_SET_NAME, "\xff\xfe");
    std::printf("no text\n"); // MARK: notext
  });
  worker.join();
}

// Waits for the main thread to be in the kernel.
void watchMain() {
  char state = 0;
  while (state != 'S') {
    FILE *status = std::fopen("/proc/self/stat", "r");
    if (std::fscanf(status, "%*d (%*[^)]) %c", &state) != 1) {
      state = 0;
    }
    std::fclose(status);
  }
  std::printf("asleep\n"); // MARK: asleep
}

void sleepWatched() {
  std::thread watcher(watchMain);
  sleep(60); // MARK: sleep
  watcher.join();
}

void crowd(int size) {
  std::vector<std::thread> threads;
  std::atomic<int> ready{0};
  for (int index = 0; index < size; ++index) {
    threads.emplace_back([index, &ready] {
      prctl(PR_SET_NAME, ("worker" + std::to_string(index)).c_str());
      ++ready;
      pause();
    });
  }
  while (ready < size) {
    std::this_thread::yield();
  }
  std::printf("crowd\n"); // MARK: crowd
  std::_Exit(0);
}

void sortNumbers() {
  std::vector<int> numbers{3, 1, 2};
  numbers.push_back(4); // MARK: vector
  std::printf("%d\n", numbers[3]);
}

int main(int argc, char **argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "inline") {
    return outermost(argc);
  }
  if (mode == "signal") {
    std::signal(SIGUSR1, onSignal);
    std::raise(SIGUSR1);
  } else if (mode == "deep") {
    return deep(5000, "text", Pair{-17, 2});
  } else if (mode == "corrupt") {
    corrupt();
  } else if (mode == "generated") {
    runGenerated();
  } else if (mode == "crowd") {
    crowd(1000);
  } else if (mode == "named") {
    named();
  } else if (mode == "vector") {
    sortNumbers();
  } else if (mode == "sleep") {
    sleepWatched();
  }
  return 0;
}
