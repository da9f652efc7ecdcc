#include "mock/control/client_report.h"

#include <functional>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

std::vector<std::string> Findings(Bench& bench) {
  std::vector<std::string> ids;
  const Json report = bench.Admin("GET", "client-report").json;
  for (const Json& finding : report["findings"]) ids.push_back(finding["id"]);
  return ids;
}

// A send that is good but for what the test does to it.
void Send(SendBench& bench, const std::string& token) {
  bench.Send(token, bench.BodyWith("form_id", bench.Mint("o1")));
}

// Each habit shows its own finding and no other.
TEST(ClientReportTest, EachHabitIsFound) {
  struct {
    const char* finding;
    std::function<void(SendBench&)> act;
  } const rows[] = {
      {"token-per-send",
       [](SendBench& b) {
         for (int i = 0; i < 5; ++i) Send(b, b.Token());
       }},
      {"two-fetchers",
       [](SendBench& b) {
         Send(b, b.token);
         const std::string second = b.Token();
         Send(b, second);
         Send(b, b.token);
       }},
      {"no-refetch",
       [](SendBench& b) {
         b.Advance("2h");
         Send(b, b.token);
         Send(b, b.token);
       }},
      {"endless-refetch",
       [](SendBench& b) {
         b.Admin("POST", "scenarios", {{"scenario", "token-always-40001"}});
         for (int i = 0; i < 6; ++i) Send(b, b.Token());
       }},
      {"useless-retry",
       [](SendBench& b) {
         b.Send(b.token, b.BodyWith("form_id", "x"));
         b.Send(b.token, b.BodyWith("form_id", "x"));
       }},
      {"form-id-reused",
       [](SendBench& b) {
         b.Send(b.token, b.Body());
         b.Send(b.token, b.BodyWith("page", "index"));
       }},
      {"devtools-id",
       [](SendBench& b) { b.Send(b.token, b.BodyWith("form_id", "the formId is a mock one")); }},
      {"ids-expired-unused",
       [](SendBench& b) {
         b.Send(b.token, b.Body());
         b.Mint("o2", {{"age", "8d"}});
       }},
      {"newest-first",
       [](SendBench& b) {
         b.Advance("1h");
         b.Send(b.token, b.BodyWith("form_id", b.Mint("o1")));
       }},
      {"errcode-ignored",
       [](SendBench& b) {
         for (int i = 0; i < 3; ++i) b.Send(b.token, b.BodyWith("page", "/x" + std::to_string(i)));
       }},
      {"secret-misplaced",
       [](SendBench& b) {
         b.Call("POST", "/cgi-bin/token", R"({"secret":"0123456789abcdef0123456789abcdef"})");
       }},
  };
  for (const auto& row : rows) {
    SendBench bench;
    if (std::string(row.finding) != "newest-first" &&
        std::string(row.finding) != "ids-expired-unused") {
      bench.Admin("POST", "reset", {{"scope", "journal"}});
    }
    row.act(bench);
    EXPECT_EQ(Findings(bench), std::vector<std::string>{row.finding}) << row.finding;
  }
}

TEST(ClientReportTest, AWellBehavedClientHasNone) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  bench.Advance("2h");
  Send(bench, bench.token);  // 42001, then one fetch and the same send again
  const Json body = bench.BodyWith("form_id", bench.Mint("o1"));
  bench.Send(bench.Token(), body);
  EXPECT_EQ(bench.Send(bench.Token(), bench.BodyWith("form_id", bench.Mint("o2"))).errcode(),
            41028);
  const Json report = bench.Admin("GET", "client-report").json;
  EXPECT_EQ(report["total"], 0) << report;
}

TEST(ClientReportTest, FindingsNameTheRequestsWhyAndWhatToDo) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  const std::string id = bench.Send(bench.token, bench.Body()).Header("X-Wxnotice-Request-Id");
  const Json finding = bench.Admin("GET", "client-report").json["findings"][0];
  EXPECT_EQ(finding["requests"], Json::array({id}));
  for (const char* text : {"why", "todo"}) {
    EXPECT_FALSE(finding[text]["zh"].get<std::string>().empty());
    EXPECT_FALSE(finding[text]["en"].get<std::string>().empty());
  }
}

}  // namespace
}  // namespace wxnotice
