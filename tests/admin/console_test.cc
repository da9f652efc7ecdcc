#include <gmock/gmock.h>

#include "base/embedded.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ConsoleTest, ABrowserAtTheRootIsShownIn) {
  Bench bench;
  const Answer shown = Bench::Parsed(
      bench.Ask("GET", "/", "", {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}}));
  EXPECT_EQ(shown.status, 302);
  EXPECT_EQ(shown.Header("Location"), "/__admin/ui/");
  EXPECT_EQ(bench.Call("GET", "/__admin/ui").Header("Location"), "/__admin/ui/");
  EXPECT_EQ(bench.Call("GET", "/").errcode(), 40066) << "a client gets what WeChat answers";
  EXPECT_EQ(bench.Admin("GET", "requests").json["total"], 1) << "the page leaves no trace";
}

TEST(ConsoleTest, EachFileHasItsTypeAndRunsNothingElse) {
  Bench bench;
  struct {
    const char* path;
    const char* type;
  } const rows[] = {{"", "text/html; charset=utf-8"},
                    {"m/latest", "text/html; charset=utf-8"},
                    {"r/q39oqA06484105", "text/html; charset=utf-8"},
                    {"faults", "text/html; charset=utf-8"},
                    {"app.js", "text/javascript; charset=utf-8"},
                    {"panels/inbox.js", "text/javascript; charset=utf-8"},
                    {"base.css", "text/css; charset=utf-8"},
                    {"icon.svg", "image/svg+xml"}};
  for (const auto& row : rows) {
    const Answer file = bench.Admin("GET", std::string("ui/") + row.path);
    EXPECT_EQ(file.status, 200) << row.path;
    EXPECT_EQ(file.content_type, row.type) << row.path;
    EXPECT_EQ(file.Header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(file.Header("Content-Security-Policy"), HasSubstr("script-src 'self'"));
    EXPECT_THAT(file.Header("Content-Security-Policy"), Not(HasSubstr("unsafe")));
  }
  EXPECT_EQ(bench.Admin("GET", "ui/none.js").status, 404);
  EXPECT_EQ(bench.Admin("GET", "ui/../base.css").status, 404);
}

TEST(ConsoleTest, AnUnchangedFileIsNotSentAgain) {
  Bench bench;
  const std::string tag = bench.Admin("GET", "ui/app.js").Header("ETag");
  const protocol::Reply again =
      bench.Ask("GET", "/__admin/ui/app.js", "", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_NE(bench.Admin("GET", "ui/list.js").Header("ETag"), tag);
}

TEST(ConsoleTest, ItIsSmallAndLoadsNothingFromElsewhere) {
  size_t bytes = 0;
  for (const embedded::File& file : embedded::Ui()) {
    bytes += file.bytes.size();
    const std::string text(file.bytes);
    EXPECT_THAT(text, Not(HasSubstr("https://"))) << file.name;
    EXPECT_THAT(text, Not(HasSubstr("innerHTML"))) << file.name;
  }
  EXPECT_LT(bytes, size_t{150} * 1024);
}

}  // namespace
}  // namespace wxnotice
