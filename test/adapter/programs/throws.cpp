// A library for programs that know nothing of C++.

extern "C" void work() {
  try {
    throw 7;
  } catch (int) {
  }
}
