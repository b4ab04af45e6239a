// Values of all kinds, for the tests of scopes, variables and expressions.
#include <array>
#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

int globalCount = 5;
static int fileStatic = 6;
namespace {
int hiddenCount = 7;
}
namespace app {
struct Settings {
  int level = 1;
};
Settings settings;
std::string title = "title";
} // namespace app

struct Base {
  int inherited = 7;
  static int shared;
};
int Base::shared = 9;

enum Color { red, green = 5 };
enum class Mode : char { off = 1, on = 2 };
enum Flag { one = 1, two = 2, four = 4 };
struct Unknown;

struct Point : Base {
  int x = 3;
  unsigned bits : 3;
  union {
    int whole = 65;
    char part;
  };
  char label[8] = "label";
  Point() : bits(5) {}
  int plus(int other) {
    int sum = x + other;
    return sum; // MARK: method
  }
  bool operator==(const Point &other) const { return x == other.x; }

protected:
  double y = 2.5;

private:
  int hidden = 11;
};

int twice(int number) { return number * 2; }

void containers() {
  std::vector<int> numbers{10, 20, 30};
  std::vector<bool> flags{true, false};
  std::vector<std::vector<int>> nested(3, std::vector<int>(4, 1));
  std::vector<Point> points(2);
  std::map<std::string, int> ages{{"ada", 36}, {"bjarne", 45}};
  std::set<int> ordered{2, 1};
  std::unordered_map<int, std::string> named{{1, "one"}};
  std::deque<int> deque{1, 2, 3};
  std::list<int> list{1, 2, 3};
  std::array<int, 3> array{1, 2, 3};
  std::optional<int> some = 3, none;
  std::variant<int, std::string> variant = "text";
  std::tuple<int, double> tuple{1, 2.5};
  auto unique = std::make_unique<Point>();
  auto shared = std::make_shared<Point>();
  std::string_view view = "view";
  std::function<int(int)> function = twice;
  std::filesystem::path path = "/usr/lib";
  std::chrono::seconds seconds(5);
  std::printf("%zu\n", numbers.size()); // MARK: containers
  numbers.push_back(40);
  ages["carol"] = 7;
  nested[0].push_back(2);
  points[1].x = 99;
  std::printf("%zu %d\n", function(2) + named.size(), ages["ada"]); // MARK: changed
}

void texts(const std::string &reference) {
  std::string text = "h\u00e9llo", invalid = "a\xff z", nul("a\0b", 3), empty;
  std::string longText(1'000'000, 'x');
  std::wstring wide = L"w\u00efde";
  std::u16string sixteen = u"\u4e2d";
  std::u32string thirtyTwo = U"\U0001F600";
  const wchar_t *widePointer = L"wp";
  const char *pointer = "cp";
  char array[8] = "ca";
  char character = 'c';
  signed char negative = -1;
  unsigned char byte = 'A';
  std::printf("%s %s\n", text.c_str(), reference.c_str()); // MARK: texts
}

void plains(int argc, const Point &reference, int &number) {
  Point point;
  Point *pointer = &point, **toPointer = &pointer, *null = nullptr;
  void *anything = &point;
  int (*function)(int) = twice;
  int Point::*member = &Point::x;
  int (Point::*method)(int) = &Point::plus;
  static int known;
  Unknown *incomplete = reinterpret_cast<Unknown *>(&known);
  Color color = green;
  Mode mode = Mode::on;
  Flag flag = static_cast<Flag>(one | four);
  bool truth = true;
  double real = 1.5;
  long wideNumber = -1;
  int matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};
  int length = argc + 2;
  int variable[length];
  for (int index = 0; index < length; ++index) {
    variable[index] = index;
  }
  auto [first, second] = std::make_pair(1, 2.5);
  int captured = 4;
  auto lambda = [&captured, first = first](int more) { return captured + first + more; };
  int shadow = 1;
  Point hiddenPoint;
  {
    int shadow = 2;
    Point hiddenPoint;
    hiddenPoint.x = 77;
    std::printf("%d %d\n", shadow, lambda(1)); // MARK: plains
    shadow += number + hiddenPoint.x;
  }
  std::printf("%d %d\n", point.plus(shadow), point == hiddenPoint);
}

int depth(int level) {
  std::vector<int> levels(level, level);
  if (level == 0) {
    return 0; // MARK: deepest
  }
  int below = depth(level - 1);
  return below + static_cast<int>(levels.size()); // MARK: back
}

void large() {
  static int plain[1'000'000];
  plain[999'999] = 8;
  std::vector<int> vector(1'000'000, 4);
  vector[999'999] = 5;
  std::map<int, int> map;
  for (int index = 0; index < 5'000; ++index) {
    map[index] = index * 2;
  }
  std::deque<int> deque(5'000, 1);
  std::printf("%d %zu %zu\n", plain[0], map.size(), deque.size()); // MARK: large
}

void garbage(bool again) {
  if (again) {
    // What lies on the stack now is what the next call begins with.
    volatile char noise[4096];
    for (auto &each : noise) {
      each = 0x5a;
    }
    return;
  }
  std::printf("first\n"); // MARK: garbage
  std::vector<int> vector{1};
  std::vector<std::vector<std::string>> nested(2);
  std::string text = "text";
  std::map<int, int> map;
  std::list<int> list;
  std::printf("%zu\n", vector.size());
}

int main(int argc, char **argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  Point point;
  int number = 3;
  if (mode == "containers") {
    containers();
  } else if (mode == "texts") {
    texts("reference");
  } else if (mode == "plains") {
    plains(argc, point, number);
  } else if (mode == "depth") {
    depth(3);
  } else if (mode == "large") {
    large();
  } else if (mode == "garbage") {
    garbage(true);
    garbage(false);
  }
  return fileStatic + hiddenCount == 13 && globalCount == 5 ? 0 : 1;
}
