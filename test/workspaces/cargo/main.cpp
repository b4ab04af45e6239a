#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

/// A load that no ship can carry.
class CargoError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct Ship {
  std::string name;
  int tons = 0;
};

void load(Ship &ship, int tons) {
  if (tons > 1000) {
    throw CargoError(ship.name + " cannot carry " + std::to_string(tons) + " tons"); // throws
  }
  ship.tons += tons;
}

int main() {
  Ship ship{"Anna", 100};
  std::cout << ship.name << " lies in the dock" << std::endl; // begin
  load(ship, 50);
  try {
    load(ship, 2000);
  } catch (const CargoError &error) {
    std::cout << error.what() << std::endl;
  }
  std::string line;
  std::getline(std::cin, line); // waits
  return 0;
}
