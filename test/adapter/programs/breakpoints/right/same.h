inline int fromRight(int number) {
  return number + 2; // MARK: right
}
