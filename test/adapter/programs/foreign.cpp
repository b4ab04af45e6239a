// A source that is compiled somewhere else in the container than where the host sees it.
#include <cstdio>
#include <vector>

int main() {
  std::vector<int> numbers{3, 1, 2};
  numbers.push_back(4); // MARK: vector
  std::printf("%d\n", numbers[3]); // MARK: foreign
  std::puts("end"); // MARK: bare
  return 0;
}
