#include "cli/template_files.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace wxnotice::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::StartsWith;

class TemplateFilesTest : public testing::Test {
 protected:
  ~TemplateFilesTest() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  void Touch(const std::string& name) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << "x";
  }
  static std::string MakeFolder() {
    std::string name = fs::temp_directory_path() / "wxnotice-walk-XXXXXX";
    return ::mkdtemp(name.data());
  }
  const fs::path folder_ = MakeFolder();
};

TEST_F(TemplateFilesTest, FindsFilesOfKnownKindsSorted) {
  for (const char* name : {"b.txt", "a/c.yaml", "a/x.md", "a/b/d.json", ".git/e.txt", ".f.csv",
                           "node_modules/g.txt", "h"})
    Touch(name);
  fs::create_symlink("../b.txt", Path("a/link.txt"));
  fs::create_directory_symlink(".", Path("a/up"));
  const TemplateFiles found = FindTemplateFiles(folder_.string());
  EXPECT_THAT(found.paths, ElementsAre(Path(".f.csv"), Path("a/b/d.json"), Path("a/c.yaml"),
                                       Path("a/link.txt"), Path("b.txt")));
  EXPECT_THAT(found.refused, ElementsAre());
}

TEST_F(TemplateFilesTest, NamesWhatItCannotRead) {
  Touch("good.txt");
  fs::create_symlink("loop", Path("loop"));
  fs::create_symlink("gone", Path("a.yaml"));
  fs::create_symlink("gone", Path("gone2"));         // may be anything
  fs::create_symlink("user@host", Path(".#a.txt"));  // an editor's lock
  fs::create_symlink(std::string(4000, 'x'), Path("long"));
  fs::create_symlink("/dev/zero", Path("zero.json"));
  ASSERT_EQ(::mkfifo(Path("pipe.csv").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  const TemplateFiles found = FindTemplateFiles(folder_.string());
  EXPECT_THAT(found.paths, ElementsAre(Path("good.txt")));
  EXPECT_THAT(found.refused, ElementsAre(StartsWith(Path("a.yaml: is a broken link")),
                                         StartsWith(Path("long: the link cannot be followed")),
                                         StartsWith(Path("loop: the link cannot be followed")),
                                         StartsWith(Path("pipe.csv: is not a regular file")),
                                         StartsWith(Path("zero.json: is not a regular file"))));
}

TEST_F(TemplateFilesTest, AFolderThatIsNoneIsNamed) {
  EXPECT_THAT(FindTemplateFiles(Path("none")).refused,
              ElementsAre(StartsWith(Path("none: the folder cannot be read: "))));
}

TEST_F(TemplateFilesTest, DepthIsNoDanger) {
  fs::path deep = folder_;
  for (int i = 0; i < 300; ++i) deep /= "d";
  fs::create_directories(deep);
  std::ofstream(deep / "a.txt") << "x";
  EXPECT_EQ(FindTemplateFiles(folder_.string()).paths.size(), 1U);
}

}  // namespace
}  // namespace wxnotice::cli
