#include <algorithm>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

#include "cli/exit_codes.h"
#include "cli/run.h"

namespace {

// If the caller closed a standard stream, the next file or socket would get its number, and output
// would go there. Opens /dev/null in its place, so that using the stream still fails.
void HoldStandardStreams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    [[maybe_unused]] const int held = ::open(
        "/dev/null",
        fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);  // gets the lowest free number, which is `fd`
  }
}

}  // namespace

int main(int argc, char** argv) {
  HoldStandardStreams();
  try {
    std::ios::sync_with_stdio(false);
    return wxnotice::cli::Run({argv + std::min(argc, 1), argv + argc},
                              {std::cin, std::cout, std::cerr});
  } catch (...) {  // only outside Run: no memory for the arguments
    std::cerr << "wxnotice: cannot start: not enough memory\n";
    return wxnotice::cli::kExitInfrastructure;
  }
}
