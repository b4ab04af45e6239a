// The program that the tests of running, stopping and stepping debug.
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Pair {
  int first;
  int second;
};

struct Shape {
  virtual int area(int side) { return side; }
  virtual ~Shape() = default;
};

struct Box : Shape {
  int area(int side) override { return side * side; } // MARK: area
};

int square(int number) {
  int result = number * number; // MARK: square
  return result;
}

int twice(int number) {
  return number + number; // MARK: twice
}

std::string greet(const std::string &who) {
  return "hello " + who; // MARK: greet
}

Pair makePair(int first, int second) {
  Pair pair{first, second}; // MARK: makePair
  return pair;
}

int helper(int number);

void calls() {
  int (*pointer)(int) = &twice;
  Shape *shape = new Box;
  int sum = square(2) + twice(3);     // MARK: two
  sum += pointer(4) + shape->area(3); // MARK: indirect
  std::string text = greet("you");    // MARK: greeting
  Pair pair = makePair(1, sum);       // MARK: pair
  sum = sum > 1000 && twice(sum) > 0; // MARK: skipped
  sum += helper(sum);                 // MARK: library
  std::printf("%d %s %d\n", sum, text.c_str(), pair.second); // MARK: print
  delete shape;
}

int factorial(int number) {
  if (number <= 1) { // MARK: factorial
    return 1;
  }
  int rest = factorial(number - 1); // MARK: recursion
  return number * rest;             // MARK: product
}

void thrower(int number) {
  if (number > 0) {
    throw std::runtime_error("thrown"); // MARK: throw
  }
}

int inner() {
  try {
    thrower(1);
  } catch (const std::exception &) {
    return 1;
  }
  return 0;
}

void exceptions() {
  int caught = inner(); // MARK: inner
  try {
    thrower(caught); // MARK: throwing
    std::puts("not reached");
  } catch (const std::exception &problem) { // MARK: catching
    std::puts(problem.what());              // MARK: caught
  }
  std::puts("after"); // MARK: afterCatch
}

std::jmp_buf place;

void leap() { std::longjmp(place, 1); }

void jumps() {
  if (setjmp(place) == 0) { // MARK: setjmp
    leap();                 // MARK: leap
    std::puts("not reached");
  } else {
    std::puts("landed"); // MARK: landed
  }
}

volatile int handled = 0;

void handler(int) { handled = handled + 1; }

void signals() {
  std::signal(SIGUSR1, handler);
  std::raise(SIGUSR1); // MARK: raising
  handled = handled + 1; // MARK: afterSignal
}

long slow(long turns) {
  volatile long sum = 0;
  for (long turn = 0; turn < turns; ++turn) { sum = sum + turn; } // MARK: slow
  return sum;
}

/** Runs for ever, or until a debugger says that it is enough. */
void busy() {
  volatile bool enough = false;
  while (!enough) { } // MARK: busy
}

void forever() {
  for (;;) {
    pause();
  }
}

void block(bool all) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  if (all) {
    sigfillset(&signals);
  }
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  std::puts("blocking");
  std::fflush(stdout);
}

void waitForInterrupt() {
  block(false);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  int signal = 0;
  std::puts("waiting");
  std::fflush(stdout);
  sigwait(&signals, &signal);
  std::puts("interrupted");
}

/** Its parent waits, and can neither be stopped nor killed, until the child has gone. */
void waitForChild() {
  if (vfork() == 0) {
    sleep(1000);
    _exit(0);
  }
}

volatile int turns[3];
volatile bool over = false;

void worker(int index) {
  while (!over) {
    turns[index] = turns[index] + 1; // MARK: worker
    usleep(1000);
  }
}

void threads() {
  std::vector<std::thread> workers;
  for (int index = 0; index < 3; ++index) {
    workers.emplace_back(worker, index);
  }
  while (turns[0] == 0 || turns[1] == 0 || turns[2] == 0) {
    usleep(1000);
  }
  int here = 1;  // MARK: started
  here += 1;     // MARK: second
  here += 1;     // MARK: third
  over = here < 0;
  for (std::thread &each : workers) {
    each.join(); // MARK: joining
  }
}

void terminate() {
  static volatile sig_atomic_t asked = 0;
  std::signal(SIGTERM, [](int) { asked = 1; });
  std::puts("ready");
  std::fflush(stdout);
  while (!asked) {
    pause();
  }
  std::puts("cleaned up");
}

void stubborn() {
  std::signal(SIGTERM, SIG_IGN);
  std::puts("ready");
  std::fflush(stdout);
  forever();
}

void burst() {
  for (;;) {
    square(twice(1)); // MARK: burst
    usleep(100);
  }
}

int main(int argc, char **argv) {
  const std::string mode = argc > 1 ? argv[1] : "calls"; // MARK: main
  std::printf("%s %s\n", mode.c_str(), argc > 2 ? argv[2] : "-");
  std::fflush(stdout);
  if (mode == "calls") {
    calls();
  } else if (mode == "factorial") {
    std::printf("%d\n", factorial(5));
  } else if (mode == "exceptions") {
    exceptions();
  } else if (mode == "jumps") {
    jumps();
  } else if (mode == "signals") {
    signals();
  } else if (mode == "slow") {
    std::printf("%ld\n", slow(100000000000));
  } else if (mode == "busy") {
    busy();
  } else if (mode == "forever") {
    forever();
  } else if (mode == "block") {
    block(false);
    busy();
  } else if (mode == "blockAll") {
    block(true);
    forever();
  } else if (mode == "ignore") {
    std::signal(SIGINT, SIG_IGN);
    forever();
  } else if (mode == "sigwait") {
    waitForInterrupt();
  } else if (mode == "child") {
    waitForChild();
  } else if (mode == "threads") {
    threads();
  } else if (mode == "terminate") {
    terminate();
  } else if (mode == "stubborn") {
    stubborn();
  } else if (mode == "burst") {
    burst();
  }
  return 7; // MARK: return
} // MARK: brace
