#include <algorithm>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

#include "cli/exit_codes.h"
#include "cli/run.h"

namespace {

// A standard stream that the caller closed would be the number of the next file opened, a socket
// perhaps, and what is printed would go there. In its place comes one whose use fails as before.
void HoldStandardStreams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    [[maybe_unused]] const int held =
        ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);  // the lowest number: `fd`
  }
}

}  // namespace

int main(int argc, char** argv) {
  HoldStandardStreams();
  try {
    std::ios::sync_with_stdio(false);
    return wxnotice::cli::Run({argv + std::min(argc, 1), argv + argc},
                              {std::cin, std::cout, std::cerr});
  } catch (...) {  // only what happens outside of Run: no memory for the arguments
    std::cerr << "wxnotice: cannot start: not enough memory\n";
    return wxnotice::cli::kExitInfrastructure;
  }
}
