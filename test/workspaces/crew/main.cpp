#include <atomic>
#include <chrono>
#include <pthread.h>
#include <thread>

namespace {
std::atomic<int> strokes{0};
std::atomic<bool> home{false};

void rest() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

void row() {
  pthread_setname_np(pthread_self(), "rower");
  while (!home) {
    ++strokes;
    rest();
  }
}
} // namespace

int main(int count, char **) {
  std::thread rower(row);
  while (strokes < 5) {
    rest();
  }
  int miles = 0;
  miles += 1;   // first
  miles += 10;  // second
  miles += 100; // third
  while (count > 1) {
    rest(); // for ever, with an argument
  }
  home = true;
  rower.join();
  return miles == 111 ? 0 : 1;
}
