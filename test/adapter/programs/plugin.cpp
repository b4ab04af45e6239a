// A library that the program loads when it runs.
extern "C" int plugin(int number) {
  int doubled = number * 2;
  return doubled; // MARK: plugin
}
