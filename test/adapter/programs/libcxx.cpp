// Containers of libc++, for the tests of its printers.
#include <array>
#include <cstdio>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

struct Empty {};
struct Point {
  int x = 3;
  int y = 4;
};

int main() {
  std::string text = "short", longText = "longer than what fits into the string", empty;
  std::u32string wide = U"\U0001F600";
  std::string_view view = "view";
  std::vector<int> numbers{10, 20, 30};
  std::vector<bool> flags{true, false, true};
  std::vector<std::string> words{"one", "two"};
  std::map<std::string, int> ages{{"ada", 36}, {"bjarne", 45}};
  std::set<int> ordered{3, 1, 2};
  std::unordered_map<int, std::string> named{{1, "one"}};
  std::unordered_set<int> loose{7};
  std::deque<int> deque{1, 2, 3};
  std::list<int> list{1, 2, 3};
  std::array<int, 3> array{1, 2, 3};
  std::pair<int, std::string> pair{1, "one"};
  std::optional<int> some = 3, none;
  std::variant<int, std::string, Point> variant = "text", point = Point(), number = 5;
  std::tuple<int, std::string, Empty, double> tuple{1, "two", {}, 2.5};
  std::tuple<> nothing;
  auto unique = std::make_unique<Point>();
  std::shared_ptr<int> shared = std::make_shared<int>(9), unset;
  std::printf("%s %zu\n", text.c_str(), numbers.size()); // MARK: libcxx
  numbers.push_back(40);
  variant = 6;
  ages["carol"] = 7;
  std::printf("%d\n", std::get<int>(variant)); // MARK: changed
}
