#include "exec/leftovers.h"

#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace wxnotice::exec {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A process that does not end within this time after SIGKILL hangs in the kernel.
constexpr milliseconds kKillTimeout{2'000};

// The parent of a process, from /proc/PID/stat: "PID (any name) S PPID ..".
int ParentOf(const std::filesystem::path& process) {
  std::ifstream file(process / "stat");
  std::string text;
  std::getline(file, text);
  const size_t name_end = text.rfind(") ");
  if (name_end == std::string::npos || name_end + 4 > text.size()) return 0;
  int parent = 0;
  std::from_chars(text.data() + name_end + 4, text.data() + text.size(), parent);
  return parent;
}

// Sends `signal` to each child once; `signaled` contains the children that got it.
void SignalChildren(int signal, const std::set<pid_t>& spared, std::set<pid_t>& signaled) {
  for (const pid_t child : Children()) {
    if (spared.count(child) > 0 || !signaled.insert(child).second) continue;
    ::kill(child, signal);
    ::kill(child, SIGCONT);
  }
}

}  // namespace

std::set<pid_t> Children() {
  std::set<pid_t> children;
  std::error_code failed;
  std::filesystem::directory_iterator entry("/proc", failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error == std::errc() && *end == '\0' && ParentOf(entry->path()) == ::getpid())
      children.insert(pid);
  }
  return children;
}

void EndChildren(const std::set<pid_t>& spared, milliseconds grace,
                 const std::function<bool()>& reap) {
  std::set<pid_t> signaled;
  const auto ask_until = steady_clock::now() + grace;
  while (steady_clock::now() < ask_until) {
    SignalChildren(SIGTERM, spared, signaled);
    if (!reap()) return;
  }
  const auto give_up = steady_clock::now() + kKillTimeout;
  while (steady_clock::now() < give_up) {
    std::set<pid_t> killed;
    SignalChildren(SIGKILL, spared, killed);
    if (!reap()) return;
  }
}

}  // namespace wxnotice::exec
