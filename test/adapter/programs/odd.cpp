// A program that is compiled in every way that debug information comes in.
#include <cstdio>
#include <vector>

__attribute__((noinline)) int sum(const std::vector<int> &numbers) {
  int total = 0;
  for (int number : numbers) {
    total += number;
  }
  std::printf("%d\n", total); // MARK: sum
  return total;
}

int main() {
  const std::vector<int> numbers{1, 2, 3};
  return sum(numbers) == 6 ? 0 : 1;
}
