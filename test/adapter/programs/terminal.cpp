// A program that looks at its terminal, and one that writes more than a terminal likes.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

void say(const std::string &text) {
  const std::string line = text + "\n";
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0) {
    std::exit(9);
  }
}

std::string size() {
  winsize now{};
  ioctl(STDIN_FILENO, TIOCGWINSZ, &now);
  return std::to_string(now.ws_col) + "x" + std::to_string(now.ws_row);
}

void onResize(int) {
  say("resized " + size());
}

void talk() {
  struct sigaction action = {};
  action.sa_handler = onResize;
  action.sa_flags = SA_RESTART;
  sigaction(SIGWINCH, &action, nullptr);
  const int controlling = open("/dev/tty", O_RDWR);
  say(std::string("terminals ") + (isatty(0) ? "0" : "") + (isatty(1) ? "1" : "") +
      (isatty(2) ? "2" : ""));
  say(controlling >= 0 ? "controlling" : "not controlling");
  say(controlling >= 0 && tcgetpgrp(controlling) == getpgrp() ? "foreground" : "background");
  say("born " + size());
  char text[256];
  for (;;) {
    const ssize_t length = read(STDIN_FILENO, text, sizeof text);
    if (length == 0) {
      say("end of file");
      return;
    }
    if (length > 0) {
      say("got:" + std::string(text, length - 1));
    } else if (errno != EINTR) {
      std::exit(8);
    }
  }
}

/** Lines of 64 bytes, numbered, so that one that is lost or doubled shows. */
void flood(long lines) {
  std::string block;
  for (long line = 0; line < lines; ++line) {
    char text[65];
    std::snprintf(text, sizeof text, "%010ld %052d\n", line, 0);
    block += text;
    if (block.size() >= 65536 || line + 1 == lines) {
      for (size_t at = 0; at < block.size();) {
        const ssize_t written = write(STDOUT_FILENO, block.data() + at, block.size() - at);
        if (written < 0 && errno != EINTR) {
          std::exit(9);
        }
        at += written < 0 ? 0 : written;
      }
      block.clear();
    }
  }
}

void copy() {
  char text[256];
  long count = 0;
  for (ssize_t length; (length = read(STDIN_FILENO, text, sizeof text)) > 0;) {
    count += length;
    if (write(STDOUT_FILENO, text, length) < 0) {
      std::exit(9);
    }
  }
  std::fprintf(stderr, "copied %ld\n", count);
}

int main(int argc, char **argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "talk") {
    talk();
  } else if (mode == "flood") {
    flood(std::atol(argv[2]));
  } else if (mode == "copy") {
    copy();
  } else if (mode == "both") {
    say("\x1b[32mout\x1b[0m");
    std::fprintf(stderr, "err %d\n", isatty(2));
    say("\xff\xfe bytes");
  } else if (mode == "close") {
    for (int descriptor = 0; descriptor < 3; ++descriptor) {
      close(descriptor);
    }
    return 4; // MARK: closed
  } else if (mode == "lies") {
    say("1^done\n*stopped,reason=\"exited\"\n(gdb) \n^error,msg=\"no\"\n=thread-exited,id=\"1\"");
  }
  return 0;
}
