#include "server/log.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include "server/line_writer.h"

namespace wxnotice::server {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr size_t kLineBytes = 1000;
constexpr size_t kQueueBytes = size_t{256} * 1024;

// A pipe in place of standard error.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe(ends_.data()), 0); }
  // A named one, whose reader is gone and may come again.
  explicit Pipe(const std::string& path) {
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    ends_ = {-1, ::open(path.c_str(), O_WRONLY)};
    ::close(reader);
  }
  ~Pipe() {
    CloseReader();
    CloseWriter();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int in() const { return ends_[1]; }
  void CloseReader() { Close(ends_[0]); }
  void CloseWriter() { Close(ends_[1]); }
  // For a thread that may still write to it.
  void LeaveWriterOpen() { ends_[1] = -1; }
  void OpenReader(const std::string& path) { ends_[0] = ::open(path.c_str(), O_RDONLY); }
  // All up to the line with `mark`; up to the end, when there is none.
  std::string Until(const std::string& mark) {
    std::string got;
    std::array<char, 4096> bytes;
    while (got.find(mark) == std::string::npos || got.back() != '\n') {
      const ssize_t count = ::read(ends_[0], bytes.data(), bytes.size());
      if (count <= 0) break;
      got.append(bytes.data(), static_cast<size_t>(count));
    }
    return got;
  }
  std::string Rest() {
    CloseWriter();
    return Until("nothing has this in it");
  }

 private:
  static void Close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
  std::array<int, 2> ends_{};
};

// Lines of a known size.
void Fill(LineWriter& writer, int lines) {
  for (int i = 0; i < lines; ++i) {
    std::string line(kLineBytes, 'x');
    line.back() = '\n';
    writer.Add(std::move(line));
  }
}

TEST(LogTest, AnEntryIsOneLineWhateverIsInIt) {
  Pipe err;
  {
    LineWriter writer(err.in(), DroppedLine);
    const auto log = MakeLogger(writer, "info");
    log->info("GET {}", "/a\nFAKE\r\x1b[31m\u009b\u2028\u202e\xff 购");
    log->debug("not shown");
    writer.Start();
    log->warn("second");
  }
  const std::string text = err.Rest();
  EXPECT_THAT(text, MatchesRegex(".*[0-9]:[0-9][0-9] info GET /a\\\\nFAKE\\\\r\\\\x1b.31m.*\n"
                                 ".* warning second\n"));
  EXPECT_THAT(text, HasSubstr("\\u009b\\u2028\\u202e\\xff 购\n"));
}

TEST(LogTest, AStalledReaderHoldsNobodyUpAndLearnsWhatItMissed) {
  Pipe err;
  constexpr int kLines = 2000;
  std::string text;
  {
    LineWriter writer(err.in(), DroppedLine, kQueueBytes);
    writer.Start();
    Fill(writer, kLines);
    text = err.Until("dropped");
    writer.Add("after\n");
    text += err.Until("after");
  }
  const size_t gap = text.find("warning dropped ");
  ASSERT_NE(gap, std::string::npos);
  const int64_t dropped = std::stoll(text.substr(gap + 16));
  EXPECT_EQ(dropped + std::count(text.begin(), text.end(), '\n'), kLines + 2);
  EXPECT_GT(dropped, 1000);
  EXPECT_THAT(text, testing::EndsWith("was gone\nafter\n"));
}

TEST(LogTest, AStalledReaderDoesNotHoldUpTheEnd) {
  Pipe err;
  const auto start = std::chrono::steady_clock::now();
  {
    LineWriter writer(err.in(), DroppedLine, kQueueBytes);
    writer.Start();
    Fill(writer, 2000);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  err.LeaveWriterOpen();
}

TEST(LogTest, WhatIsQueuedIsWrittenBeforeTheEnd) {
  Pipe err;
  {
    LineWriter writer(err.in(), DroppedLine);  // never started
    Fill(writer, 20);
  }
  EXPECT_EQ(err.Rest().size(), 20 * kLineBytes);
}

TEST(LogTest, AReaderThatIsGoneEndsNothingAndTheNextLearnsWhatWasLost) {
  const std::string path = testing::TempDir() + "log_test." + std::to_string(::getpid());
  Pipe err(path);
  std::atomic<bool> tried = false;
  LineWriter writer(err.in(), [&](uint64_t lines) {
    tried = true;
    return DroppedLine(lines);
  });
  writer.Start();
  while (!tried) Fill(writer, 1);
  err.OpenReader(path);
  ::unlink(path.c_str());
  writer.Add("one more\n");
  EXPECT_THAT(err.Until("dropped"), MatchesRegex(".* warning dropped [0-9]+ log lines: .*\n"));
}

}  // namespace
}  // namespace wxnotice::server
