#include "base/replace_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wxnotice::base {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ReplaceFileTest : public testing::Test {
 protected:
  ReplaceFileTest()
      : folder_(fs::path(testing::TempDir()) /
                (std::string("wxnotice_write_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ReplaceFileTest() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }

  std::string Path(const char* name) const { return (folder_ / name).string(); }
  static std::string Bytes(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  size_t Files() const {
    return static_cast<size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(ReplaceFileTest, AFileIsReplacedAndKeepsItsMode) {
  std::ofstream(Path("a")) << "a much longer text";
  fs::permissions(Path("a"), fs::perms(0640));
  ASSERT_TRUE(ReplaceFile(Path("a"), std::string("new\0", 4)));
  EXPECT_EQ(Bytes(Path("a")), std::string("new\0", 4));
  EXPECT_EQ(fs::status(Path("a")).permissions(), fs::perms(0640));
  EXPECT_EQ(Files(), 1u);
}

// A reader that has the old file open goes on with it whole: the new one is another file.
TEST_F(ReplaceFileTest, AReaderOfTheOldFileSeesAllOfIt) {
  std::ofstream(Path("a")) << "old";
  std::ifstream reader(Path("a"));
  ASSERT_TRUE(ReplaceFile(Path("a"), ""));
  std::string seen;
  reader >> seen;
  EXPECT_EQ(seen, "old");
}

TEST_F(ReplaceFileTest, ALinkStaysALink) {
  std::ofstream(Path("a")) << "old";
  fs::create_symlink("a", Path("link"));
  ASSERT_TRUE(ReplaceFile(Path("link"), "new"));
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(Bytes(Path("a")), "new");
}

TEST_F(ReplaceFileTest, WhatIsNoFileIsWrittenTo) {
  EXPECT_TRUE(ReplaceFile("/dev/null", "x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(ReplaceFileTest, AFailureNamesThePathAndLeavesNothing) {
  const auto written = ReplaceFile(Path("none/a"), "x");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error(), HasSubstr("none/a: cannot be written: "));
  EXPECT_EQ(Files(), 0u);
  EXPECT_FALSE(ReplaceFile(folder_.string(), "x"));
}

TEST_F(ReplaceFileTest, CheckReplaceableFailsBeforehandAndLeavesNothing) {
  EXPECT_TRUE(CheckReplaceable(Path("a")));
  EXPECT_TRUE(CheckReplaceable("/dev/null"));
  EXPECT_EQ(Files(), 0U);
  for (const std::string& path : {folder_.string(), Path("nowhere/a")}) {
    const auto checked = CheckReplaceable(path);
    ASSERT_FALSE(checked) << path;
    EXPECT_THAT(checked.error(), HasSubstr(path + ": cannot be written: "));
  }
}

}  // namespace
}  // namespace wxnotice::base
