#include "mock/control/run_record.h"

#include <atomic>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

mock::MockOptions Recorded(mock::RunRecord& record, std::vector<int> expect = {}) {
  mock::MockOptions options = Bench::Seeded();
  options.run_record = &record;
  options.expect = std::move(expect);
  return options;
}

// "send form_id.unknown 2": the refusals that nothing arranged, and the findings.
std::vector<std::string> FindingsOf(const mock::RunRecord& record) {
  std::vector<std::string> lines;
  for (const mock::AccountRun& run : record.Read()) {
    for (const mock::RefusedCalls& refused : run.refused)
      lines.push_back(refused.call + " " + refused.reason + " " + std::to_string(refused.count));
    for (const mock::ClientFinding& finding : run.client)
      lines.push_back(finding.advice->finding + " " + std::to_string(finding.count));
  }
  return lines;
}

using Lines = std::vector<std::string>;

// A send that is refused, and nothing else: with an id that the account never minted.
int SendUnknown(SendBench& bench) {
  return bench.Send(bench.token, bench.BodyWith("form_id", "x" + bench.Mint("o1"))).errcode();
}

// How a test arranges a refusal. Each act causes the refusal that it names last.
struct Case {
  const char* expected;  // the word in the journal; null: the test did not arrange it
  const char* what;
  int errcode;
  std::function<int(SendBench&)> act;
};

const Case kCases[] = {
    {"magic", "a magic value", 45009,
     [](SendBench& b) {
       return b.Send(b.token, b.BodyWith("form_id", "wxnotice-45009")).errcode();
     }},
    {"fault", "a fault", 45009,
     [](SendBench& b) {
       b.Admin("POST", "faults", {{"match", {{"api", "send"}}}, {"effect", {{"errcode", 45009}}}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"token", "a fault that ends the tokens", 40001,
     [](SendBench& b) {
       b.Admin("POST", "faults", {{"effect", {{"token", "superseded"}}}, {"times", 1}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {nullptr, "a fault that only delays the refused call", 41028,
     [](SendBench& b) {
       b.Admin("POST", "faults", {{"effect", {{"content_type", "text/plain"}}}});
       return SendUnknown(b);
     }},
    {"clock", "an id minted as too old", 41028,
     [](SendBench& b) {
       return b.Send(b.token, b.BodyWith("form_id", b.Mint("o1", {{"age", "8d"}}))).errcode();
     }},
    {nullptr, "an id minted as too old, sent to another user", 41028,
     [](SendBench& b) {
       return b.Send(b.token, b.BodyWith("form_id", b.Mint("o2", {{"age", "8d"}}))).errcode();
     }},
    {"mint", "a prepay id that is not paid", 41028,
     [](SendBench& b) {
       const Json spec = {{"kind", "prepay"}, {"paid", false}};
       return b.Send(b.token, b.BodyWith("form_id", b.Mint("o1", spec))).errcode();
     }},
    {"mint", "the developer tools' id, minted", 41028,
     [](SendBench& b) {
       return b.Send(b.token, b.BodyWith("form_id", b.Mint("o1", {{"devtools", true}}))).errcode();
     }},
    {nullptr, "the developer tools' id, made up", 41028,
     [](SendBench& b) {
       return b.Send(b.token, b.BodyWith("form_id", "the formId is a mock one")).errcode();
     }},
    {"mint", "an id minted as used", 41029,
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"minted_uses", "1"}}}});
       return b.Send(b.token, b.BodyWith("form_id", b.Mint("o1"))).errcode();
     }},
    {nullptr, "an id that the client used", 41029,
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       return b.Send(b.token, b.BodyWith("page", "index")).errcode();
     }},
    {"setting", "a payment that settles", 41028,
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"settle_delay", "10s"}}}});
       return b.Send(b.token, b.BodyWith("form_id", b.Mint("o1", {{"kind", "prepay"}}))).errcode();
     }},
    {"token", "a revoked token", 40001,
     [](SendBench& b) {
       b.Admin("POST", "tokens", {{"action", "revoke"}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"token", "a token that the admin API ended", 42001,
     [](SendBench& b) {
       b.clock().Advance(std::chrono::seconds(10));
       b.Admin("POST", "tokens", {{"action", "expire"}});
       b.clock().Advance(std::chrono::seconds(10));
       return b.Send(b.token, b.Body()).errcode();
     }},
    {nullptr, "a token that was never issued", 40001,
     [](SendBench& b) { return b.Send("made-up", b.Body()).errcode(); }},
    {"clock", "a token that a moved clock made expire", 42001,
     [](SendBench& b) {
       b.Advance("2h");
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"clock", "a token that a scaled clock made expire", 42001,
     [](SendBench& b) {
       b.Admin("PUT", "clock", {{"action", "scale"}, {"rate", 1000}});
       b.clock().Advance(std::chrono::seconds(10));
       return b.Send(b.token, b.Body()).errcode();
     }},
    {nullptr, "a token that expired in its time", 42001,
     [](SendBench& b) {
       b.clock().Advance(std::chrono::hours(2));
       return b.Send(b.token, b.Body()).errcode();
     }},
    {nullptr, "a token that two newer ones superseded", 40001,
     [](SendBench& b) {
       b.Token();
       b.Token();
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"clock", "a superseded token whose overlap a moved clock ended", 40001,
     [](SendBench& b) {
       b.Token();
       b.Advance("6m");
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"clock", "an id that a moved clock made expire", 41028,
     [](SendBench& b) {
       b.Advance("7d");
       return b.Send(b.Token(), b.Body()).errcode();
     }},
    {nullptr, "an id that expired in its time", 41028,
     [](SendBench& b) {
       b.clock().Advance(std::chrono::days(7));
       return b.Send(b.Token(), b.Body()).errcode();
     }},
    {nullptr, "an id that the client used, and a moved clock made expire", 41028,
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Advance("8d");
       return b.Send(b.Token(), b.Body()).errcode();
     }},
    {"mint", "an id that is not paid, and a moved clock made expire", 41028,
     [](SendBench& b) {
       const std::string id = b.Mint("o1", {{"kind", "prepay"}, {"paid", false}});
       b.Advance("8d");
       return b.Send(b.Token(), b.BodyWith("form_id", id)).errcode();
     }},
    {nullptr, "a js_code that was used, and a moved clock made expire", 40029,
     [](SendBench& b) {
       const std::string code = b.Admin("POST", "js-codes", Json::object()).json["js_code"];
       const std::string path = "/sns/jscode2session?grant_type=authorization_code&appid=" +
                                std::string(mock::kDefaultAppid) +
                                "&secret=" + std::string(mock::kDefaultSecret) + "&js_code=" + code;
       b.Call("GET", path);
       b.Advance("6m");
       return b.Call("GET", path).errcode();
     }},
    {"setting", "a token whose life a setting made short", 42001,
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"token_life", "1s"}}}});
       const std::string token = b.Token();
       b.clock().Advance(std::chrono::seconds(2));
       return b.Send(token, b.Body()).errcode();
     }},
    {"setting", "a superseded token whose overlap a setting made short", 40001,
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"token_overlap", "0s"}}}});
       b.Token();
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"fault", "the same send again after a fault that lost the answer", 41029,
     [](SendBench& b) {
       b.Admin("POST", "faults",
               {{"match", {{"api", "send"}}},
                {"effect", {{"empty", true}}},
                {"phase", "after_commit"},
                {"times", 1}});
       b.Send(b.token, b.Body());
       return b.Send(b.token, b.Body()).errcode();
     }},
    {nullptr, "another send with that id", 41029,
     [](SendBench& b) {
       b.Admin("POST", "faults",
               {{"match", {{"api", "send"}}},
                {"effect", {{"empty", true}}},
                {"phase", "after_commit"},
                {"times", 1}});
       b.Send(b.token, b.Body());
       return b.Send(b.token, b.BodyWith("page", "index")).errcode();
     }},
    {"fault", "a token superseded by tokens whose answers were lost", 40001,
     [](SendBench& b) {
       b.Admin("POST", "faults",
               {{"match", {{"api", "token"}}},
                {"effect", {{"truncate", true}}},
                {"phase", "after_commit"}});
       b.Token();
       b.Token();
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"quota", "a limit that the admin API set", 45009,
     [](SendBench& b) {
       b.Admin("PUT", "quota", {{"api", "send"}, {"limit", 0}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"quota", "a day whose calls the admin API used up", 45009,
     [](SendBench& b) {
       b.Admin("PUT", "quota", {{"api", "token"}, {"used", 2000}});
       return b
           .Call("GET", "/cgi-bin/token?grant_type=client_credential&appid=" +
                            std::string(mock::kDefaultAppid) +
                            "&secret=" + std::string(mock::kDefaultSecret))
           .errcode();
     }},
    {"violation", "a ban", 48004,
     [](SendBench& b) {
       for (int i = 0; i < 2; ++i) b.Admin("POST", "violations", Json::object());
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"template", "a template that a violation deleted", 40037,
     [](SendBench& b) {
       b.Admin("POST", "violations", Json::object());
       return b.Send(b.token, b.Body()).errcode();
     }},
    {nullptr, "a template that the client deleted", 40037,
     [](SendBench& b) {
       b.Api("del", b.token, {{"template_id", b.template_id}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"setting", "an account that may not send", 48001,
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"account_state", "unauthorized"}}}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"setting", "a lower cap of templates", 45026,
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"template_cap", "1"}}}});
       return b.Api("add", b.token, {{"id", "AT0002"}, {"keyword_id_list", {3}}}).errcode();
     }},
    {"reset", "a token from before a reset", 40001,
     [](SendBench& b) {
       b.Admin("POST", "reset", {{"scope", "all"}});
       return b.Send(b.token, b.Body()).errcode();
     }},
    {"verify", "a verification that matched it", 41028,
     [](SendBench& b) {
       const int errcode = SendUnknown(b);
       EXPECT_EQ(
           b.Admin("POST", "verify", {{"match", {{"errcode", 41028}}}, {"exactly", 1}}).status,
           200);
       return errcode;
     }},
    {nullptr, "a verification that failed", 41028,
     [](SendBench& b) {
       const int errcode = SendUnknown(b);
       EXPECT_EQ(
           b.Admin("POST", "verify", {{"match", {{"errcode", 41028}}}, {"exactly", 2}}).status,
           406);
       return errcode;
     }},
    {nullptr, "a verification that matched another call", 41028,
     [](SendBench& b) {
       const int errcode = SendUnknown(b);
       EXPECT_EQ(b.Admin("POST", "verify", {{"match", {{"api", "token"}}}}).status, 200);
       return errcode;
     }},
    {"verify", "a sequence that matched it", 41028,
     [](SendBench& b) {
       const int errcode = SendUnknown(b);
       const Json steps = {{{"api", "token"}}, {{"errcode", 41028}}};
       EXPECT_EQ(b.Admin("POST", "verify/sequence", {{"steps", steps}}).status, 200);
       return errcode;
     }},
    {"verify", "a verification that allowed it", 41028,
     [](SendBench& b) {
       const int errcode = SendUnknown(b);
       const Json allow = {{{"errcode", 41028}}};
       EXPECT_EQ(b.Admin("POST", "verify/no-unexpected", {{"allow", allow}}).status, 200);
       return errcode;
     }},
    {nullptr, "a page that the account does not have", 41030,
     [](SendBench& b) { return b.Send(b.token, b.BodyWith("page", "other")).errcode(); }},
    {nullptr, "a path that no API has", 40066,
     [](SendBench& b) { return b.Call("GET", "/cgi-bin/nothing").errcode(); }},
};

TEST(RunRecordTest, ARefusalIsExpectedWhenTheTestArrangedIt) {
  for (const Case& one : kCases) {
    mock::RunRecord record;
    SendBench bench(Recorded(record));
    EXPECT_EQ(one.act(bench), one.errcode) << one.what;
    uint64_t expected = 0;
    uint64_t refused = 0;
    for (const mock::AccountRun& run : record.Read()) {
      expected += run.expected;
      for (const auto& group : run.refused) refused += group.count;
    }
    EXPECT_EQ(expected, one.expected == nullptr ? 0u : 1u) << one.what;
    EXPECT_EQ(refused, one.expected == nullptr ? 1u : 0u) << one.what;
    const Json entries =
        bench.Admin("GET", "requests?errcode=" + std::to_string(one.errcode)).json["requests"];
    ASSERT_EQ(entries.size(), 1u) << one.what;
    EXPECT_EQ(entries[0]["expected"], one.expected == nullptr ? Json() : Json(one.expected))
        << one.what;
    EXPECT_EQ(bench.Admin("POST", "verify/no-unexpected", Json::object()).status,
              one.expected == nullptr ? 406 : 200)
        << one.what;
  }
}

TEST(RunRecordTest, TheAccountOrTheRunMayExpectAnErrcode) {
  mock::RunRecord record;
  Bench bench(Recorded(record, {41028}));
  const Json made =
      bench.Admin("POST", "sandboxes", {{"name", "checkout"}, {"expect", {40037}}}).json;
  EXPECT_EQ(made["name"], "checkout");
  const std::string token = bench.Token(made["appid"], made["secret"]);
  Json body = {{"touser", "wxnotice-ok"}, {"template_id", "T"}, {"form_id", "wxnotice-ok"}};
  EXPECT_EQ(bench.Send(token, body).errcode(), 40037);
  EXPECT_EQ(bench.Send(token, {{"touser", "o1"}}).errcode(), 40003);
  SendBench other(Recorded(record, {41028}));
  EXPECT_EQ(SendUnknown(other), 41028);
  EXPECT_EQ(FindingsOf(record), Lines{"send touser.unknown 1"});
  EXPECT_EQ(record.Read()[1].name, "checkout");
}

TEST(RunRecordTest, NothingIsLostWhenAnAccountIsResetDeletedOrItsJournalIsFull) {
  for (const char* lost : {"reset", "delete", "evict"}) {
    mock::RunRecord record;
    SendBench bench(Recorded(record));
    bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"secret", "s2"}});
    const std::string token = bench.Token("wx2", "s2");
    for (int i = 0; i < 5; ++i) bench.Send(token, {{"touser", "nobody" + std::to_string(i)}});
    const std::string what = lost;
    if (what == "reset") bench.Admin("POST", "reset", {{"scope", "all"}, {"appid", "wx2"}});
    if (what == "delete") bench.Admin("DELETE", "sandboxes/wx2");
    if (what == "evict")
      bench.Admin("PUT", "settings", {{"appid", "wx2"}, {"settings", {{"journal_count", "1"}}}});
    if (what == "evict") bench.Token("wx2", "s2");
    EXPECT_EQ(FindingsOf(record), (Lines{"send touser.unknown 5", "errcode-ignored 3"})) << lost;
  }
}

TEST(RunRecordTest, ARestoredAccountKeepsItsNameAndSecret) {
  mock::RunRecord record;
  Bench bench(Recorded(record));
  bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"secret", "topsecret"}, {"name", "two"}});
  const Json saved = bench.Admin("GET", "snapshot?appid=wx2").json;
  bench.Admin("DELETE", "sandboxes/wx2");
  bench.Admin("PUT", "snapshot", saved);
  const std::string token = bench.Token("wx2", "topsecret");
  bench.Send(token, {{"touser", "nobody"}, {"data", {{"x", "topsecret"}}}});
  EXPECT_EQ(FindingsOf(record), (Lines{"send touser.unknown 1", "secret-misplaced 1"}));
  EXPECT_EQ(record.Read().back().name, "two");
}

TEST(RunRecordTest, ARefusalIsVerifiedAfterItsAccountWasDeletedAndRestored) {
  mock::RunRecord record;
  Bench bench(Recorded(record));
  bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"secret", "s2"}});
  bench.Send(bench.Token("wx2", "s2"), {{"touser", "nobody"}});
  const Json saved = bench.Admin("GET", "snapshot?appid=wx2").json;
  bench.Admin("DELETE", "sandboxes/wx2");
  bench.Admin("PUT", "snapshot", saved);
  const Json match = {{"appid", "wx2"}, {"errcode", 40003}};
  ASSERT_EQ(bench.Admin("POST", "verify", {{"match", match}, {"exactly", 1}}).status, 200);
  EXPECT_EQ(FindingsOf(record), Lines{});
}

// A client that uses a token while its account is replaced: whatever the moment, that is a reset.
TEST(RunRecordTest, ATokenOfAnAccountThatIsJustReplacedIsNotUnknown) {
  for (const char* how : {"reset", "delete", "restore"}) {
    mock::RunRecord record;
    Bench bench(Recorded(record));
    bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"secret", "s2"}});
    const Json saved = bench.Admin("GET", "snapshot?appid=wx2").json;
    const std::string token = bench.Token("wx2", "s2");
    std::atomic<bool> stop{false};
    std::vector<std::thread> callers;
    for (int i = 0; i < 3; ++i) {
      callers.emplace_back([&] {
        while (!stop) bench.Call("GET", "/cgi-bin/getcallbackip?access_token=" + token);
      });
    }
    for (int i = 0; i < 200; ++i) {
      if (std::string(how) == "reset") bench.Admin("POST", "reset", {{"appid", "wx2"}});
      if (std::string(how) == "restore") bench.Admin("PUT", "snapshot", saved);
      if (std::string(how) == "delete") {
        bench.Admin("DELETE", "sandboxes/wx2");
        bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"secret", "s2"}});
      }
    }
    stop = true;
    for (std::thread& caller : callers) caller.join();
    EXPECT_EQ(FindingsOf(record), Lines{}) << how;
  }
}

TEST(RunRecordTest, LedgersCountWhenTheyAreDropped) {
  for (const bool deleted : {false, true}) {
    mock::RunRecord record;
    Bench bench(Recorded(record));
    bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"secret", "s2"}});
    bench.Admin("POST", "form-ids", {{"appid", "wx2"}, {"openid", "o1"}, {"count", 3}});
    bench.clock().Advance(std::chrono::days(8));
    if (deleted) bench.Admin("DELETE", "sandboxes/wx2");
    bench.mock().RecordLedgers();
    EXPECT_EQ(FindingsOf(record), Lines{"ids-expired-unused 3"}) << deleted;
  }
}

TEST(RunRecordTest, AFindingOfARefusalThatIsVerifiedLaterIsTakenBack) {
  mock::RunRecord record;
  SendBench bench(Recorded(record));
  for (int i = 0; i < 2; ++i) bench.Send(bench.token, bench.BodyWith("form_id", "x"));
  EXPECT_EQ(FindingsOf(record), (Lines{"send form_id.unknown 2", "useless-retry 1"}));
  bench.Admin("POST", "verify", {{"match", {{"form_id", "x"}}}, {"exactly", 2}});
  EXPECT_EQ(FindingsOf(record), Lines{});
  EXPECT_EQ(record.Read()[0].expected, 2u);
}

TEST(RunRecordTest, APathThatIsMadeUpEachTimeDoesNotTakeMemoryForEver) {
  mock::RunRecord record;
  Bench bench(Recorded(record));
  for (int i = 0; i < 10'100; ++i) bench.Call("GET", "/made/up/" + std::to_string(i));
  const auto refused = record.Read()[0].refused;
  EXPECT_EQ(refused.size(), 10'001u);
  uint64_t count = 0;
  for (const auto& group : refused) count += group.count;
  EXPECT_EQ(count, 10'100u);
}

TEST(RunRecordTest, ARepeatedResetBreaksHabits) {
  mock::RunRecord record;
  SendBench bench(Recorded(record));
  for (int i = 0; i < 5; ++i) {
    bench.Send(bench.Token(), bench.BodyWith("form_id", bench.Mint("o1")));
    bench.Admin("POST", "reset", {{"scope", "journal"}});
  }
  EXPECT_EQ(FindingsOf(record), Lines{});
}

TEST(RunRecordTest, ADelayedCallIsPending) {
  mock::RunRecord record;
  SendBench bench(Recorded(record));
  bench.Admin("POST", "faults", {{"match", {{"api", "send"}}}, {"effect", {{"delay", "60s"}}}});
  const auto reply =
      bench.Ask("POST", "/cgi-bin/message/wxopen/template/send?access_token=" + bench.token, "{}");
  EXPECT_NE(reply.wait, nullptr);
  EXPECT_EQ(record.Read()[0].pending, 1u);
}

}  // namespace
}  // namespace wxnotice
