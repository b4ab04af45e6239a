// Handles signals and says which it got, then raises those that its arguments name by number.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

static void say(int signal) {
  char text[] = "got 00\n";
  text[4] = static_cast<char>('0' + signal / 10);
  text[5] = static_cast<char>('0' + signal % 10);
  if (write(STDOUT_FILENO, text, sizeof text - 1) < 0) {
    _exit(9);
  }
}

int main(int count, char** arguments) {
  for (int signal = 1; signal <= 64; ++signal) {
    if (signal != SIGKILL && signal != SIGSTOP && signal != SIGTRAP && signal != 32 && signal != 33) {
      std::signal(signal, say);
    }
  }
  for (int index = 1; index < count; ++index) {
    if (std::strcmp(arguments[index], "wait") == 0) {
      std::puts("waiting");
      std::fflush(stdout);
      for (volatile bool go = false; !go;) {
        usleep(1000);
      }
    }
    raise(std::atoi(arguments[index]));
  }
  return 0;
}
