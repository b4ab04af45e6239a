// A library that the tests of stepping step into.
int helper(int number) {
  return number + 1; // MARK: helper
}
