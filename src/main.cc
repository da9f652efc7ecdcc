#include <iostream>

#include "cli/run.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return wxnotice::cli::Run({argv + 1, argv + argc}, {std::cin, std::cout, std::cerr});
}
