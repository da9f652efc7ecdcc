#include "server/log.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

namespace wxnotice::server {
namespace {

TEST(LogTest, AnEntryIsOneLineWhateverIsInIt) {
  std::ostringstream err;
  const auto log = MakeLogger(err, "info");
  log->info("GET {}", "/a\nFAKE\r\x1b[31m\u009b\u2028\u202e\xff 购");
  log->debug("not shown");
  log->warn("second");
  EXPECT_THAT(err.str(),
              testing::MatchesRegex(".*[0-9]:[0-9][0-9] info GET /a\\\\nFAKE\\\\r\\\\x1b.31m.*\n"
                                    ".* warning second\n"));
  EXPECT_THAT(err.str(), testing::HasSubstr("\\u009b\\u2028\\u202e\\xff 购\n"));
}

}  // namespace
}  // namespace wxnotice::server
