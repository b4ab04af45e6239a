// Forks in the way that its first argument names.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

static int work(int number) {
  int doubled = number * 2;
  return doubled; // MARK: work
}

static int spawn(int number) {
  const pid_t child = fork();
  if (child == 0) {
    _exit(work(number));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

int main(int count, char** arguments) {
  const char* mode = count > 1 ? arguments[1] : "";
  int result = 0;
  if (std::strcmp(mode, "one") == 0) {
    result = spawn(3); // MARK: one
    std::printf("child ended with %d\n", result); // MARK: after
  } else if (std::strcmp(mode, "many") == 0) {
    for (int number = 0; number < 3; ++number) {
      result += spawn(number);
    }
  } else if (std::strcmp(mode, "thread") == 0) {
    std::thread([&result] { result = spawn(4); }).join();
  } else if (std::strcmp(mode, "grandchild") == 0) {
    const pid_t child = fork();
    if (child == 0) {
      _exit(spawn(5));
    }
    waitpid(child, &result, 0);
    result = WEXITSTATUS(result);
  } else if (std::strcmp(mode, "system") == 0) {
    result = std::system("exit 0");
    FILE* pipe = popen("true", "r");
    result += pclose(pipe);
  } else if (std::strcmp(mode, "exec") == 0) {
    execl(arguments[0], arguments[0], "one", static_cast<char*>(nullptr));
  } else if (std::strcmp(mode, "linger") == 0 || std::strcmp(mode, "stubborn") == 0) {
    if (std::strcmp(mode, "stubborn") == 0) {
      std::signal(SIGTERM, SIG_IGN);
    }
    if (fork() == 0) {
      pause();
    }
    pause();
  }
  if (std::strcmp(mode, "orphan") == 0 && fork() == 0) {
    pause();
  }
  std::printf("result %d\n", result);
  return result;
}
