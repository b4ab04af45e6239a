// What breakpoints of every kind are tried on.
#include "left/same.h"
#include "right/same.h"
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>
#include <thread>

template <class T> T twice(T value) {
  return value + value; // MARK: twice
}

namespace shop {
struct Basket {
  int count = 0;
  void add(int number) {
    count += number; // MARK: add int
  }
  void add(double number) {
    count += static_cast<int>(number); // MARK: add double
  }
};
} // namespace shop

struct Item {
  int id;
  const char *name;
  std::string label;
};

int counter = 0;
char large[4096];
long slots[8];

void visit(int number) {
  Item item{number, "bolt", "no. " + std::to_string(number)}; // MARK: item
  const Item *none = nullptr;
  // MARK: comment
  counter = number; // MARK: visit
  (void)none;
  (void)item;
}

void change(int *value) {
  *value += 1; // MARK: change
}

void watched() {
  int local = 5;
  int *heap = new int(1);
  change(&local); // MARK: watched
  change(heap);
  counter = local;
  change(heap);
  delete heap;
}

void library(const char *path) {
  for (int turn = 0; turn < 2; ++turn) {
    void *handle = dlopen(path, RTLD_NOW);
    auto late = reinterpret_cast<int (*)(int)>(dlsym(handle, "late")); // MARK: loaded
    std::printf("late: %d\n", late(turn));
    dlclose(handle);
  }
  std::printf("unloaded\n"); // MARK: unloaded
}

void spin() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < end) {
    counter += 1; // MARK: spin
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

void count() {
  // Without a look at the clock: the kernel lends it by a loop that begins anew when the clock has
  // ticked meanwhile, and so never ends when it is stepped through slowly.
  for (int turn = 0; turn < 20000; ++turn) {
    counter += 1; // MARK: count
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

int main(int argc, char **argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "visits") {
    const int count = std::atoi(argv[2]);
    for (int number = 1; number <= count; ++number) {
      visit(number);
    }
  } else if (mode == "places") {
    shop::Basket basket;
    basket.add(twice(fromLeft(1)));
    basket.add(twice(fromRight(1) * 0.5));
    std::printf("%d\n", basket.count); // MARK: places
  } else if (mode == "watched") {
    watched();
    watched();
  } else if (mode == "library") {
    library(argv[2]);
  } else if (mode == "spin") {
    spin();
  } else if (mode == "count") {
    count();
  }
  return 0;
}
