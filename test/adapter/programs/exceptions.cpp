// Throws, aborts and crashes in the way that its first argument names.
#include <cassert>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace harbour {

class NoSuchShip : public std::runtime_error {
public:
  explicit NoSuchShip(const std::string& name) : std::runtime_error("no such ship: " + name) {}
};

struct Pier {
  virtual ~Pier() = default;
  int length = 3;
};

// The part that is a std::exception does not come first.
struct Crowded : Pier, virtual std::exception {
  const char* what() const noexcept override {
    return "the pier is crowded"; // MARK: what
  }
};

struct Silent : std::exception {
  const char* what() const noexcept override {
    for (volatile long turn = 0;; turn = turn + 1) {
    }
  }
};

struct Storm {
  int strength;
  const char* name;
};

} // namespace harbour

namespace {
struct Hidden {
  int depth;
};

struct Unused {
  int depth;
};
} // namespace

static void raise(const std::string& what) {
  if (what == "runtime") {
    throw std::runtime_error("no \"such\" harbour"); // MARK: runtime
  } else if (what == "ship") {
    throw harbour::NoSuchShip("Vasa"); // MARK: ship
  } else if (what == "crowded") {
    throw harbour::Crowded();
  } else if (what == "silent") {
    throw harbour::Silent();
  } else if (what == "number") {
    throw 42;
  } else if (what == "text") {
    throw "plain text";
  } else if (what == "string") {
    throw std::string("a string");
  } else if (what == "storm") {
    const harbour::Storm storm{9, "Xaver"};
    throw storm;
  } else if (what == "hidden") {
    const Hidden hidden{7};
    throw hidden;
  } else if (what == "unused") {
    // The compiler writes no debug information about a type that no variable has.
    throw Unused{7};
  } else if (what == "range") {
    std::vector<int> piers(3);
    piers.at(piers.size()) = 1;
  }
}

static void attempt(const std::string& what) {
  try {
    try {
      raise(what);
    } catch (const std::exception&) {
      throw; // MARK: again
    }
  } catch (...) {
    std::puts("caught"); // MARK: caught
  }
}

static int dive(int depth) {
  volatile char ballast[4096];
  ballast[0] = static_cast<char>(depth);
  return dive(depth + 1) + ballast[0];
}

static void crash(const std::string& how) {
  volatile int zero = 0;
  int* nowhere = zero == 0 ? nullptr : new int;
  if (how == "write") {
    *nowhere = 1; // MARK: write
  } else if (how == "read") {
    std::printf("%d\n", nowhere[5]);
  } else if (how == "wild") {
    *reinterpret_cast<int*>(0x1122334455667788) = 1;
  } else if (how == "call") {
    reinterpret_cast<void (*)()>(nowhere)();
  } else if (how == "dive") {
    std::printf("%d\n", dive(0));
  } else if (how == "divide") {
    std::printf("%d\n", 100 / zero);
  } else if (how == "assert") {
    assert(zero == 1 && "the tide is out");
  } else if (how == "joinable") {
    std::thread forgotten([] { pause(); });
  } else if (how == "abort") {
    std::abort();
  }
}

int main(int count, char** arguments) {
  const std::string mode = count > 1 ? arguments[1] : "";
  for (int index = 2; index < count && mode == "attempt"; ++index) {
    attempt(arguments[index]);
  }
  if (mode == "raise") {
    raise(arguments[2]);
  } else if (mode == "crash") {
    crash(arguments[2]);
  } else if (mode == "wait") {
    std::puts("waiting");
    std::fflush(stdout);
    for (volatile bool go = false; !go;) { // MARK: waiting
      usleep(1000);
      attempt("ship");
    }
  }
  return 0;
}
