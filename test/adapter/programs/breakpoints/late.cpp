// A library that the program loads and unloads again, twice.
extern "C" int late(int number) {
  return number + 3; // MARK: late
}
