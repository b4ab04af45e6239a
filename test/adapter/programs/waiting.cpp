// A program that waits in a call, and says when it does; with a number, so many threads wait.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

void rest() {
  std::puts("resting");
  std::fflush(stdout);
  std::this_thread::sleep_for(std::chrono::seconds(60));
}

void crowd(int size) {
  std::mutex mutex;
  std::condition_variable changed;
  int waiting = 0;
  bool over = false;
  std::vector<std::thread> threads;
  for (int index = 0; index < size; ++index) {
    threads.emplace_back([&] {
      std::unique_lock<std::mutex> lock(mutex);
      ++waiting;
      changed.notify_all();
      changed.wait(lock, [&] { return over; });
    });
  }
  {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return waiting == size; });
    over = true; // MARK: crowded
  }
  changed.notify_all();
  for (auto &thread : threads) {
    thread.join();
  }
}

int main(int argc, char **argv) {
  if (argc > 1) {
    crowd(std::atoi(argv[1]));
    return 0;
  }
  rest(); // MARK: rest
  return 0;
}
