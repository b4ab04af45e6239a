// Counts, and prints by the C library on the way.
#include <cstdio>
#include <cstring>

static int total = 0;

static void count(int number) {
  total += number; // MARK: count
}

int main() {
  char text[64];
  count(1); // MARK: first
  std::snprintf(text, sizeof text, "%d", total); // MARK: print
  total += static_cast<int>(std::strlen(text)); // MARK: length
  count(10);
  return total == 12 ? 0 : 1; // MARK: last
}
