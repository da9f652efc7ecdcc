// Golden files: tests/golden/NAME holds the output as it was reviewed. UPDATE_GOLDEN=1 rewrites
// them; review the diff.
#ifndef WXNOTICE_SUPPORT_GOLDEN_H_
#define WXNOTICE_SUPPORT_GOLDEN_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace wxnotice {

inline void ExpectGolden(const std::string& name, const std::string& got) {
  const std::string path = WXNOTICE_SOURCE_DIR "/tests/golden/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << got;
    return;
  }
  std::ostringstream want;
  want << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(got, want.str()) << "differs from " << path << "; UPDATE_GOLDEN=1 rewrites it";
}

}  // namespace wxnotice

#endif  // WXNOTICE_SUPPORT_GOLDEN_H_
