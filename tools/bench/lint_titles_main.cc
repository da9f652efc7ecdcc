// Prints titles as JSON lines: lint_titles COUNT [DIRTY_PERCENT]
#include <cstdlib>
#include <iostream>

#include "lint_titles.h"

int main(int argc, char** argv) {
  const size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000;
  const size_t dirty = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  for (const std::string& title : wxnotice::bench::MakeTitles(count, dirty))
    std::cout << "{\"title\":\"" << title << "\"}\n";
}
