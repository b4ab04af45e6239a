// Values whose type changes while the program runs.
#include <any>
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

struct Point {
  int x = 3;
  int y = 4;
};
using Any = std::variant<int, std::string, Point>;
struct Holder {
  int id = 1;
  Any inner = "inner";
};

int main() {
  Any value = "text";
  Holder holder;
  std::any any = std::string("any");
  std::vector<Any> many{1, "two", Point()};
  std::printf("%zu\n", value.index()); // MARK: variants
  value = 6;
  holder.inner = Point();
  any = 3;
  many = {"one", Point(), 3};
  std::printf("%zu\n", value.index()); // MARK: others
  value = Point();
  holder.inner = 4;
  any = Point();
  many = {Point(), 2, "three"};
  std::printf("%zu\n", value.index()); // MARK: again
}
