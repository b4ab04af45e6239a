// Counts, and prints by the C library on the way; when it is told to, beside two threads that wait.
#include <cstdio>
#include <cstring>
#include <thread>
#include <unistd.h>

static int total = 0;

static void count(int number) {
  total += number; // MARK: count
}

static void wait() {
  for (;;) {
    usleep(1000);
  }
}

int main(int argc, char**) {
  if (argc > 2) {
    std::thread(wait).detach();
    std::thread(wait).detach();
  }
  char text[64];
  count(1); // MARK: first
  std::snprintf(text, sizeof text, "%d", total); // MARK: print
  total += static_cast<int>(std::strlen(text)); // MARK: length
  count(10);
  return total == 12 ? 0 : 1; // MARK: last
}
