// A program that waits in a call, and says when it does.
#include <chrono>
#include <cstdio>
#include <thread>

void rest() {
  std::puts("resting");
  std::fflush(stdout);
  std::this_thread::sleep_for(std::chrono::seconds(60));
}

int main() {
  rest(); // MARK: rest
  return 0;
}
