#include "mock/account/snapshot.h"

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

// An account with some of everything.
Json Saved(SendBench& bench) {
  bench.Admin("PUT", "clock", {{"action", "freeze"}, {"now", "2018-03-01T00:00:00Z"}});
  bench.token = bench.Token();
  bench.form_id = bench.Mint("o1", {{"kind", "prepay"}});
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
  bench.SendRaw(bench.token, "\xFF\xFE");
  bench.Admin("PUT", "quota", {{"api", "send"}, {"limit", 4}});
  bench.Admin("PUT", "settings", {{"settings", {{"template_cap", "2"}}}});
  bench.Admin("POST", "users", {{"openid", "o9"}, {"wechat_version", "6.0"}});
  bench.Admin("POST", "violations", {{"restrict", "add"}, {"for", "1h"}});
  bench.Admin("POST", "faults",
              {{"match", {{"api", "library/list"}}},
               {"effect", {{"errcode", -1}, {"delay", {{"uniform", {"1s", "2s"}}}}}},
               {"times", 5},
               {"ttl", "2h"}});
  return bench.Admin("GET", "snapshot").json;
}

TEST(SnapshotTest, ARestoredServerAnswersAsTheSavedOneWould) {
  SendBench first;
  const Json saved = Saved(first);
  Bench second(Bench::Seeded(99));
  ASSERT_EQ(second.Admin("PUT", "snapshot", saved).status, 200);
  EXPECT_EQ(second.Admin("GET", "snapshot").json, saved);
  EXPECT_EQ(second.Admin("GET", "messages").json, first.Admin("GET", "messages").json);
  for (const int errcode : {0, 0, 41029})
    EXPECT_EQ(second.Send(first.token, first.Body()).errcode(), errcode);
  EXPECT_EQ(second.Api("add", first.token, {{"id", "AT0002"}, {"keyword_id_list", {3}}}).errcode(),
            43106);
  EXPECT_EQ(second.Admin("GET", "clock").json["now"], "2018-03-01T00:00:00Z");
}

TEST(SnapshotTest, TheJournalIsRestoredAndItsNumbersContinue) {
  SendBench first;
  const Json saved = Saved(first);
  const Json before = first.Admin("GET", "requests").json;
  Bench second;
  ASSERT_EQ(second.Admin("PUT", "snapshot", saved).status, 200);
  EXPECT_EQ(second.Admin("GET", "requests").json, before);
  const Answer next = second.Send(first.token, first.Body());
  EXPECT_EQ(next.Header("X-Wxnotice-Request-Id"),
            "r" + std::to_string(before["total"].get<int>() + 1));
  const Answer story =
      second.Admin("GET", "explain/" + before["requests"][3]["id"].get<std::string>());
  EXPECT_EQ(story.json["form_id"]["uses"][0]["request"], story.json["id"]);
}

TEST(SnapshotTest, AnEvictedJournalStaysUndecidable) {
  SendBench first;
  first.Admin("PUT", "settings", {{"settings", {{"journal_count", "1"}}}});
  first.Send(first.token, first.Body());
  Bench second;
  ASSERT_EQ(second.Admin("PUT", "snapshot", first.Admin("GET", "snapshot").json).status, 200);
  const Json none = {{"match", {{"api", "token"}}}, {"exactly", 0}};
  EXPECT_EQ(second.Admin("POST", "verify", none).status, 409);
}

TEST(SnapshotTest, ChanceGoesOnWhereItWas) {
  const auto luck = [](Bench& bench, const std::string& token) {
    std::string drawn;
    for (int i = 0; i < 40; ++i)
      drawn += bench.Api("library/list", token, {{"offset", 0}, {"count", 1}}).errcode() == 0 ? '.'
                                                                                              : '!';
    return drawn;
  };
  SendBench first;
  first.Admin(
      "POST", "faults",
      {{"match", {{"api", "library/list"}}}, {"effect", {{"errcode", -1}}}, {"probability", 0.5}});
  luck(first, first.token);
  const Json saved = first.Admin("GET", "snapshot").json;
  Bench second;
  ASSERT_EQ(second.Admin("PUT", "snapshot", saved).status, 200);
  EXPECT_EQ(luck(second, first.token), luck(first, first.token));
}

TEST(SnapshotTest, OtherAccountsAreRestoredToo) {
  Bench first;
  const Json account = first.Admin("POST", "sandboxes", {{"pages", {"a"}}}).json;
  const std::string token = first.Token(account["appid"], account["secret"]);
  Bench second;
  ASSERT_EQ(second.Admin("PUT", "snapshot", first.Admin("GET", "snapshot").json).status, 200);
  EXPECT_EQ(second.Api("list", token, Json::object()).errcode(), 0);
  EXPECT_EQ(second.Admin("GET", "sandboxes").json["total"], 2);
}

TEST(SnapshotTest, MessagesWithoutAFamilyAreTemplateMessages) {
  SendBench first;
  Json saved = Saved(first);
  saved["accounts"][0]["messages"][0].erase("family");
  Bench second;
  ASSERT_EQ(second.Admin("PUT", "snapshot", saved).status, 200);
  EXPECT_EQ(second.Admin("GET", "messages").json, first.Admin("GET", "messages").json);
}

TEST(SnapshotTest, ABrokenOneChangesNothing) {
  SendBench bench;
  const Json good = Saved(bench);
  const auto with = [&](auto change) {
    Json bad = good;
    change(bad["accounts"][0]);
    return bad;
  };
  const Json rows[] = {
      Json::object(),
      {{"accounts", 3}},
      {{"accounts", {3}}},
      with([](Json& a) { a["version"] = 99; }),
      with([](Json& a) { a.erase("state"); }),
      with([](Json& a) { a["state"]["tokens"] = {{{"value", 1}}}; }),
      with([](Json& a) { a["clock"]["now"] = "yesterday"; }),
      with([](Json& a) { a["settings"]["nonsense"] = "1"; }),
      with([](Json& a) { a.erase("journal"); }),
      with([](Json& a) { a["journal"]["entries"][0]["body"] = {{"base64", "?"}}; }),
      with([](Json& a) { a["journal"]["entries"][0]["headers"] = {{"Host"}}; }),
      with([](Json& a) { a["faults"][0]["seen"] = {1}; }),
      with([](Json& a) { a["faults"][0]["effect"] = 1; }),
      with([](Json& a) { a["faults"][0]["id"] = "f18446744073709551615"; }),
      with([](Json& a) { a.erase("appid"); }),
      with([](Json& a) { a["appid"] = "a/b"; }),
      with([](Json& a) { a["clock"]["rate"] = 1e300; }),
      with([](Json& a) { a["clock"]["mode"] = "zz"; }),
      with([](Json& a) { a["faults"][0]["hits"] = "many"; }),
      with([](Json& a) { a["faults"].push_back(a["faults"][0]); }),
      with([](Json& a) {
        for (int i = 0; i < 1000; ++i) {
          a["faults"].push_back(a["faults"][0]);
          a["faults"].back()["id"] = "f" + std::to_string(i + 1000);
        }
      }),
      with([](Json& a) { a["clock"]["rate"] = -1; }),
      with([](Json& a) { a["state"]["form_ids"].push_back(a["state"]["form_ids"][0]); }),
      with([](Json& a) { a["state"]["users"].push_back(a["state"]["users"][0]); }),
      with([](Json& a) { a["messages"][0]["number"] = 0; }),
      with([](Json& a) { a["messages"][0]["family"] = "nonsense"; }),
      with([](Json& a) { a["journal"]["evicted"] = -1; }),
      with([](Json& a) { a["journal"]["entries"][0]["number"] = 1e300; }),
      with([](Json& a) { a["journal"]["entries"][0]["detail"] = "no JSON"; }),
      with([](Json& a) { a["journal"]["entries"][0]["detail"] = std::string(200'000, '['); }),
      {{"accounts", {good["accounts"][0], good["accounts"][0]}}},
  };
  for (const Json& row : rows) {
    const Answer answer = bench.Admin("PUT", "snapshot", row);
    EXPECT_EQ(answer.status, 400) << answer.body;
    EXPECT_FALSE(answer.json["detail"].get<std::string>().empty());
  }
  EXPECT_EQ(bench.Admin("GET", "snapshot").json, good);
  EXPECT_EQ(bench.Admin("GET", "sandboxes").json["total"], 1) << "no account is left behind";
}

TEST(SnapshotTest, ABrokenOneSaysWhereItIs) {
  SendBench bench;
  Json bad = Saved(bench);
  bad["accounts"][0]["state"]["form_ids"][0].erase("minted");
  EXPECT_EQ(
      bench.Admin("PUT", "snapshot", bad).json["detail"],
      "accounts[0]: not a snapshot of an account: state: form_ids[0]: key 'minted' not found");
}

TEST(SnapshotTest, CountersAtTheirEndAreRestored) {
  constexpr uint64_t kHighest = uint64_t{1} << 53;
  SendBench bench;
  Json saved = Saved(bench);
  Json& account = saved["accounts"][0];
  account["requests"] = account["journal"]["evicted"] = kHighest;
  account["journal"]["entries"][0]["number"] = account["messages"][0]["number"] = kHighest;
  for (auto& [purpose, count] : account["draws"].items()) count = kHighest;
  account["faults"][0]["hits"] = account["faults"][0]["matched"] = kHighest;
  account["faults"][0]["id"] = "f" + std::to_string(kHighest);
  for (int i = 0; i < 3; ++i) {
    const Answer restored = bench.Admin("PUT", "snapshot", saved);
    ASSERT_EQ(restored.status, 200) << restored.body;
    bench.Token();
    bench.Mint("o1");
    bench.Admin("POST", "faults", {{"effect", {{"errcode", -1}}}});
    saved = bench.Admin("GET", "snapshot").json;
  }
}

TEST(SnapshotTest, EveryClockTimeIsRestored) {
  const Json steps[] = {
      {{"action", "set"}, {"now", "9999-12-31T23:59:59Z"}},
      {{"action", "freeze"}, {"now", "0001-01-01T00:00:00Z"}},
      {{"action", "scale"}, {"rate", 1e6}},
  };
  for (const Json& step : steps) {
    SendBench bench;
    ASSERT_EQ(bench.Admin("PUT", "clock", step).status, 200) << step;
    bench.Mint("o1", {{"age", "30000d"}});
    bench.Token();
    bench.clock().Advance(std::chrono::hours(24 * 365 * 100));
    const std::string saved = bench.Admin("GET", "snapshot").body;
    Bench second;
    EXPECT_EQ(second.Call("PUT", "/__admin/snapshot", saved).status, 200) << step;
  }
}

TEST(SnapshotTest, IsWrittenInPiecesFromOneImage) {
  SendBench bench;
  bench.Admin("POST", "form-ids", {{"openid", "o1"}, {"count", 20'000}});
  const protocol::Reply reply = bench.Ask("GET", "/__admin/snapshot");
  ASSERT_NE(reply.work, nullptr);
  const protocol::Reply made = reply.work->make();
  ASSERT_NE(made.source, nullptr);
  std::string text = made.source->next();
  bench.Mint("o1");  // comes too late
  for (std::string piece = made.source->next(); !piece.empty(); piece = made.source->next()) {
    EXPECT_LT(piece.size(), 128 * 1024U);
    text += piece;
  }
  EXPECT_EQ(Json::parse(text)["accounts"][0]["state"]["form_ids"].size(), 20'001U);
}

}  // namespace
}  // namespace wxnotice
