// The program that the adapter's tests debug.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

struct Base {
  int inherited = 7;
};

struct Point : Base {
  int x = 3;
  double y = 2.5;
  const char *label = "point";

private:
  int hidden = 11;
};

int square(int number) {
  int result = number * number; // MARK: square
  return result;
}

void showValues() {
  std::vector<int> numbers{10, 20, 30};
  std::map<std::string, int> ages{{"ada", 36}, {"bjarne", 45}};
  std::string text = "h\u00e9llo";
  Point point;
  Point *pointer = &point;
  int plain[4] = {1, 2, 3, 4};
  int count = 42;
  std::printf("%zu %zu %zu %d %d %d\n", numbers.size(), ages.size(), text.size(), pointer->x, // MARK: values
              plain[0], count);
}

void loop(int turns) {
  for (int turn = 1; turn <= turns; ++turn) {
    int squared = square(turn); // MARK: loop
    std::printf("turn %d %d\n", turn, squared);
  }
}

void spin() {
  volatile long beats = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < end && beats >= 0) {
    beats = beats + 1; // MARK: spin
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void threads() {
  std::vector<std::thread> workers;
  for (int index = 0; index < 3; ++index) {
    workers.emplace_back([index] {
      pthread_setname_np(pthread_self(), ("worker" + std::to_string(index)).c_str());
      std::this_thread::sleep_for(std::chrono::seconds(60));
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::printf("threads started\n"); // MARK: threads
  std::exit(0);
}

void callLibrary() {
  void *library = dlopen("/workspace/libplugin.so", RTLD_NOW);
  auto plugin = reinterpret_cast<int (*)(int)>(dlsym(library, "plugin"));
  std::printf("plugin says %d\n", plugin(20));
}

void ignoreInterrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
}

int recurse(int depth) {
  if (depth == 0) {
    return 0; // MARK: deepest
  }
  return 1 + recurse(depth - 1);
}

void echo() {
  std::string line;
  std::cout << (isatty(0) ? "terminal" : "no terminal") << std::endl;
  while (std::getline(std::cin, line) && line != "end") {
    std::cout << "got:" << line << std::endl;
  }
}

void showEnvironment(int argc, char **argv) {
  for (int index = 2; index < argc; ++index) {
    std::cout << "arg:<" << argv[index] << ">" << std::endl;
  }
  for (const char *name : {"GREETING", "LC_ALL", "SHELL", "DEBUGINFOD_URLS", "LINES"}) {
    const char *value = std::getenv(name);
    std::cout << name << "=<" << (value ? value : "unset") << ">" << std::endl;
  }
  char folder[4096];
  std::cout << "cwd:<" << getcwd(folder, sizeof folder) << ">" << std::endl;
}

int main(int argc, char **argv) {
  const std::string mode = argc > 1 ? argv[1] : "values"; // MARK: main
  if (mode == "values") {
    showValues();
  } else if (mode == "loop") {
    loop(10);
  } else if (mode == "spin") {
    spin();
  } else if (mode == "deaf") {
    ignoreInterrupts();
    spin();
  } else if (mode == "library") {
    callLibrary();
  } else if (mode == "threads") {
    threads();
  } else if (mode == "recurse") {
    return recurse(50) == 50 ? 0 : 1;
  } else if (mode == "echo") {
    echo();
  } else if (mode == "environment") {
    showEnvironment(argc, argv);
  } else if (mode == "crash") {
    volatile int *nowhere = nullptr;
    *nowhere = 1; // MARK: crash
  }
  return mode == "exit" ? 3 : 0;
}
