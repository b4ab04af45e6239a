// What `npm run bench:debug` debugs: one mode for each kind of work.
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

void manyLines();

static int steps() {
  std::vector<int> numbers{1, 2, 3};
  std::string name = "drydock";
  int sum = 0;
  for (int i = 0; i < 100000; ++i) { // MARK: steps
    sum += i;
    sum ^= 0x5a;
    sum += static_cast<int>(numbers.size() + name.size());
  }
  return sum;
}

static int vector() {
  std::vector<int> million(1000000);
  million[1] = 1;
  return million[1]; // MARK: vector
}

static int threads() {
  for (int index = 0; index < 1000; ++index) {
    std::thread([] { std::this_thread::sleep_for(std::chrono::hours(1)); }).detach();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  int sum = 0;
  for (int i = 0; i < 100000; ++i) { // MARK: threads
    sum += i;
    sum ^= 0x5a;
  }
  return sum;
}

static int logs() {
  volatile int sum = 0; // MARK: logs
  for (int i = 0; i < 10000; ++i) {
    sum = sum + i; // MARK: log
  }
  return sum;
}

static void sleepForever() {
  for (;;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

static int forever() {
  sleepForever(); // MARK: forever
  return 0;
}

int main(int count, char **arguments) {
  const std::string mode = count > 1 ? arguments[1] : "steps";
  int sum = mode == "vector"    ? vector()
            : mode == "threads" ? threads()
            : mode == "logs"    ? logs()
            : mode == "forever" ? forever()
                                : steps();
  manyLines();
  std::_Exit(sum == 0 ? 1 : 0);
}
