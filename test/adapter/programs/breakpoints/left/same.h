inline int fromLeft(int number) {
  return number + 1; // MARK: left
}
