#include "base/read_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace wxnotice::base {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ReadFileTest : public testing::Test {
 protected:
  ReadFileTest() : folder_(MakeFolder()) {}
  ~ReadFileTest() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  std::string Write(const std::string& name, const std::string& bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
    return Path(name);
  }
  static std::string MakeFolder() {
    std::string name = fs::temp_directory_path() / "wxnotice-read-XXXXXX";
    return ::mkdtemp(name.data());
  }
  const fs::path folder_;
};

TEST_F(ReadFileTest, GivesTheBytesUpToTheLimit) {
  const std::string bytes("a\0\xff\n", 4);
  const std::string path = Write("a", bytes);
  fs::create_symlink("a", Path("link"));
  EXPECT_EQ(*ReadFile(path, {}), bytes);
  EXPECT_EQ(*ReadFile(Path("link"), {}), bytes);
  EXPECT_EQ(*ReadFile(path, {4}), bytes);
  EXPECT_EQ(ReadFile(path, {3, false, "no", "split it"}).error(),
            path + ": larger than the limit of 3 bytes; split it");
  EXPECT_EQ(*ReadFile(Write("empty", ""), {0}), "");
}

TEST_F(ReadFileTest, RefusesWhatIsNoFileAndNamesIt) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  fs::create_symlink("loop", Path("loop"));
  fs::create_symlink(std::string(4000, 'x'), Path("long"));
  fs::create_symlink("nothing", Path("dangling"));
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  Path("sock").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const std::pair<std::string, const char*> cases[] = {
      {folder_.string(), "is a folder"},
      {Path("pipe"), "is a named pipe"},
      {Path("sock"), "is a socket"},
      {"/dev/null", "is a device"},
      {"/dev/zero", "is a device"},
      {Path("loop"), "cannot be read: Too many levels"},
      {Path("long"), "cannot be read: File name too long"},
      {Path("dangling"), "cannot be read: No such file"},
      {Path("none"), "cannot be read: No such file"},
      {"", "cannot be read: No such file"},
      {Path("none") + std::string(5000, 'x'), "cannot be read: File name too long"}};
  for (const auto& [path, says] : cases) {
    const auto bytes = ReadFile(path, {kMiB, false, "check it"});
    ASSERT_FALSE(bytes) << path;
    EXPECT_THAT(bytes.error(), HasSubstr(path + ": " + says));
    EXPECT_THAT(bytes.error(), testing::EndsWith("; check it"));
  }
  ::close(socket);
}

TEST_F(ReadFileTest, ReadsAPipeWhereItIsAskedTo) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  for (const size_t limit : {kMiB, size_t{100}}) {
    std::thread writer([&] { std::ofstream(Path("pipe")) << std::string(1000, 'x'); });
    const auto bytes = ReadFile(Path("pipe"), {limit, true});
    writer.join();
    EXPECT_EQ(bytes.ok(), limit == kMiB);
  }
  EXPECT_EQ(*ReadFile("/dev/null", {kMiB, true}), "");
  EXPECT_THAT(ReadFile("/dev/zero", {kMiB, true}).error(),
              HasSubstr("larger than the limit of 1 MiB"));
}

TEST_F(ReadFileTest, AStreamIsReadWithinTheLimitToo) {
  std::istringstream in(std::string(200'000, 'x'));
  EXPECT_EQ(ReadStream(in, "-", {kMiB})->size(), 200'000U);
  in = std::istringstream(std::string(200'000, 'x'));
  EXPECT_EQ(ReadStream(in, "standard input", {199'999}).error(),
            "standard input: larger than the limit of 199999 bytes");
  std::ifstream folder(folder_);
  EXPECT_THAT(ReadStream(folder, "-", {}).error(), HasSubstr("-: cannot be read"));
}

TEST(SizeTextTest, IsShort) {
  EXPECT_EQ(SizeText(size_t{1} << 30), "1 GiB");
  EXPECT_EQ(SizeText(10'000'000), "10 MB");
  EXPECT_EQ(SizeText(1536), "1536 bytes");
  EXPECT_EQ(SizeText(3 << 10), "3 KiB");
  EXPECT_EQ(SizeText(0), "0 bytes");
}

}  // namespace
}  // namespace wxnotice::base
