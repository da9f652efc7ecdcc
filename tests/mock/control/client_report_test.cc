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

void SendData(SendBench& bench, const char* key) {
  bench.Send(bench.token, bench.BodyWith("data", {{key, {{"value", "x"}}}}));
}

// A call whose body came in chunks, which is complete here.
void SendInChunks(SendBench& bench, const char* encoding) {
  bench.Ask("POST", "/cgi-bin/message/wxopen/template/send?access_token=" + bench.token,
            bench.Body().dump(), {{"Transfer-Encoding", encoding}});
}

// Real time goes on, and with it the account's: nothing that a test arranged.
void Wait(SendBench& bench, std::chrono::milliseconds time) {
  bench.clock().Advance(time);
}

struct Case {
  const char* finding;  // the only one; null: none
  const char* what;
  std::function<void(SendBench&)> act;
};

// Each finding: what causes it, and what is like that but does not.
const Case kCases[] = {
    {"token-per-send", "a fetch before each send",
     [](SendBench& b) {
       for (int i = 0; i < 5; ++i) Send(b, b.Token());
     }},
    {nullptr, "two fetches",
     [](SendBench& b) {
       for (int i = 0; i < 2; ++i) Send(b, b.Token());
     }},
    {nullptr, "a stable_token before each send is the same token",
     [](SendBench& b) {
       for (int i = 0; i < 5; ++i) {
         const Json spec = {{"grant_type", "client_credential"},
                            {"appid", mock::kDefaultAppid},
                            {"secret", mock::kDefaultSecret}};
         Send(b, b.Call("POST", "/cgi-bin/stable_token", spec.dump()).json["access_token"]);
       }
     }},

    {"two-fetchers", "an old token after a newer one",
     [](SendBench& b) {
       const std::string first = b.Token();
       Send(b, first);
       Send(b, b.Token());
       Send(b, first);
     }},
    {nullptr, "a single request with a token that was never issued",
     [](SendBench& b) {
       const std::string token = b.Token();
       Send(b, token);
       b.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"expect", {40001}}});
       Send(b, "made-up");
       Send(b, token);
     }},
    {nullptr, "a token of token and one of stable_token in turn",
     [](SendBench& b) {
       const std::string first = b.Token();
       const Json spec = {{"grant_type", "client_credential"},
                          {"appid", mock::kDefaultAppid},
                          {"secret", mock::kDefaultSecret}};
       const std::string second =
           b.Call("POST", "/cgi-bin/stable_token", spec.dump()).json["access_token"];
       for (const std::string& token : {first, second, first, second}) Send(b, token);
     }},

    {"no-refetch", "a token that expired is used again",
     [](SendBench& b) {
       Wait(b, std::chrono::hours(2));
       Send(b, b.token);
       Send(b, b.token);
     }},
    {nullptr, "one that a moved clock made expire",
     [](SendBench& b) {
       b.Advance("2h");
       Send(b, b.token);
       Send(b, b.token);
     }},
    {nullptr, "one that the admin API revoked",
     [](SendBench& b) {
       b.Admin("POST", "tokens", {{"action", "revoke"}});
       Send(b, b.token);
       Send(b, b.token);
     }},
    {nullptr, "a fault that answers 40001 once",
     [](SendBench& b) {
       b.Admin("POST", "faults",
               {{"match", {{"api", "send"}}}, {"effect", {{"errcode", 40001}}}, {"times", 1}});
       Send(b, b.token);
       Send(b, b.token);
     }},

    {"endless-refetch", "the same call is refused, however often a token is fetched",
     [](SendBench& b) {
       b.Admin("POST", "scenarios", {{"scenario", "token-always-40001"}});
       for (int i = 0; i < 6; ++i) b.Send(b.Token(), b.Body());
     }},
    {nullptr, "other calls, each refused once and retried once",
     [](SendBench& b) {
       for (int i = 0; i < 4; ++i) {
         const Json body = b.BodyWith("form_id", b.Mint("o1"));
         b.Admin("POST", "tokens", {{"action", "revoke"}});
         b.Send(b.token, body);
         b.token = b.Token();
         b.Send(b.token, body);
       }
     }},
    {nullptr, "tests of 40001, each with a call of its own",
     [](SendBench& b) {
       b.Admin("POST", "scenarios", {{"scenario", "token-always-40001"}});
       for (int i = 0; i < 6; ++i) Send(b, b.Token());
     }},

    {"useless-retry", "a refused send is repeated",
     [](SendBench& b) {
       b.Send(b.token, b.BodyWith("form_id", "x"));
       b.Send(b.token, b.BodyWith("form_id", "x"));
     }},
    {nullptr, "a send with a magic value is repeated",
     [](SendBench& b) {
       for (int i = 0; i < 4; ++i) b.Send(b.token, b.BodyWith("form_id", "wxnotice-41028"));
     }},
    {nullptr, "a send is repeated after a refusal of its token",
     [](SendBench& b) {
       b.Send("made-up", b.Body());
       b.Send(b.token, b.Body());
     }},

    {"form-id-reused", "a second send with a form id",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Send(b.token, b.BodyWith("page", "index"));
     }},
    {nullptr, "a form id that was minted as used",
     [](SendBench& b) {
       b.Admin("PUT", "settings", {{"settings", {{"minted_uses", "1"}}}});
       Send(b, b.token);
     }},

    {"devtools-id", "the developer tools' id",
     [](SendBench& b) { b.Send(b.token, b.BodyWith("form_id", "the formId is a mock one")); }},
    {nullptr, "the developer tools' id, minted by the test",
     [](SendBench& b) {
       b.Send(b.token, b.BodyWith("form_id", b.Mint("o1", {{"devtools", true}})));
     }},

    {"ids-expired-unused", "an id that no send used within seven days",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o2");
       Wait(b, std::chrono::days(7));
     }},
    {nullptr, "an id that was minted as too old",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o2", {{"age", "8d"}});
     }},
    {nullptr, "ids that a moved clock made expire",
     [](SendBench& b) {
       b.Mint("o2");
       b.Advance("8d");
     }},
    {nullptr, "an old id that has just been minted and then expires by its age",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o2", {{"age", "6d23h"}});
       Wait(b, std::chrono::hours(2));
     }},

    {"newest-first", "a newer id while there is an older one",
     [](SendBench& b) {
       b.Advance("1h");
       Send(b, b.token);
     }},
    {"newest-first", "a newer id while there is one that was minted as older",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o1", {{"age", "6d"}});
       Send(b, b.token);
     }},
    {nullptr, "an older id that was minted after the send",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o1", {{"age", "6d"}});
     }},
    {nullptr, "an older id of another user",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o2", {{"age", "6d"}});
       Send(b, b.token);
     }},
    {nullptr, "older ids that are unpaid, or too old",
     [](SendBench& b) {
       b.Send(b.token, b.Body());
       b.Mint("o1", {{"kind", "prepay"}, {"paid", false}, {"age", "1d"}});
       b.Mint("o1", {{"age", "8d"}});
       Send(b, b.token);
     }},

    {"newest-first", "the newest first, one after the other",
     [](SendBench& b) {
       std::vector<std::string> ids;
       for (int i = 0; i < 4; ++i) {
         b.Advance("1m");
         ids.push_back(b.Mint("o2"));
       }
       for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
         Json body = b.BodyWith("form_id", *id);
         body["touser"] = "o2";
         b.Send(b.token, body);
       }
     }},
    {nullptr, "the oldest first by several workers, of which some overtake others",
     [](SendBench& b) {
       std::vector<std::string> ids;
       for (int i = 0; i < 20; ++i) {
         b.Advance("1m");
         ids.push_back(b.Mint("o2"));
       }
       for (const size_t i : {4, 11}) std::swap(ids[i], ids[i + 1]);
       for (const std::string& id : ids) {
         Json body = b.BodyWith("form_id", id);
         body["touser"] = "o2";
         b.Send(b.token, body);
       }
     }},

    {"errcode-ignored", "the same lasting error three times",
     [](SendBench& b) {
       for (int i = 0; i < 3; ++i) b.Send(b.token, b.BodyWith("page", "/x" + std::to_string(i)));
     }},
    {nullptr, "magic values for it three times",
     [](SendBench& b) {
       for (int i = 0; i < 3; ++i) b.Send(b.token, b.BodyWith("page", "wxnotice-41030"));
     }},
    {nullptr, "the error three times, with a good send in between",
     [](SendBench& b) {
       for (int i = 0; i < 3; ++i) {
         b.Send(b.token, b.BodyWith("template_id", "x" + std::to_string(i)));
         if (i == 1) Send(b, b.token);
       }
     }},

    {"unknown-keyword", "a misspelt key", [](SendBench& b) { SendData(b, "keywrod1"); }},
    {"unknown-keyword", "a key of a keyword that the template does not have",
     [](SendBench& b) { SendData(b, "keyword4"); }},
    {"unknown-keyword", "keys of official accounts", [](SendBench& b) { SendData(b, "first"); }},
    {"unknown-keyword", "a misspelt key of a value",
     [](SendBench& b) {
       b.Send(b.token, b.BodyWith("data", {{"keyword1", {{"vaule", "x"}, {"color", "#173177"}}}}));
     }},
    {nullptr, "the last keyword of the template", [](SendBench& b) { SendData(b, "keyword3"); }},

    {"chunked-body", "a body in chunks", [](SendBench& b) { SendInChunks(b, "Chunked"); }},
    {nullptr, "a body with another encoding", [](SendBench& b) { SendInChunks(b, "identity"); }},

    {"secret-misplaced", "a secret in the body of token",
     [](SendBench& b) {
       b.Call("POST", "/cgi-bin/token", R"({"secret":"0123456789abcdef0123456789abcdef"})");
     }},
    {nullptr, "a secret where it belongs", [](SendBench& b) { b.Token(); }},
};

TEST(ClientReportTest, EachFindingHasACauseAndANonCause) {
  for (const Case& one : kCases) {
    SendBench bench;
    one.act(bench);
    const auto wanted =
        one.finding == nullptr ? std::vector<std::string>() : std::vector<std::string>{one.finding};
    EXPECT_EQ(Findings(bench), wanted) << one.what;
  }
}

TEST(ClientReportTest, TheTableHasBothForEveryFinding) {
  for (const auto& row : protocol::Behaviour::Builtin().client_report()) {
    EXPECT_TRUE(std::any_of(std::begin(kCases), std::end(kCases), [&](const Case& one) {
      return one.finding != nullptr && one.finding == row.finding;
    })) << row.finding;
  }
}

TEST(ClientReportTest, AWellBehavedClientHasNone) {
  SendBench bench;
  bench.Send(bench.token, bench.Body());
  Wait(bench, std::chrono::hours(2));
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

// The keyword whose key or name is nearest.
TEST(ClientReportTest, AnUnknownKeyNamesTheOneThatWasMeant) {
  struct {
    const char* key;
    const char* detail;
  } const rows[] = {{"keywrod1", "keywrod1 -> keyword1"},
                    {"Keyword2", "Keyword2 -> keyword2"},
                    {"购买时间", "购买时间 -> keyword2"},
                    {"keyword4", "keyword4"},
                    {"first", "first"}};

  for (const auto& row : rows) {
    SendBench bench;
    SendData(bench, row.key);
    const Json finding = bench.Admin("GET", "client-report").json["findings"][0];
    EXPECT_EQ(finding["details"], Json::array({row.detail}));
  }
}

}  // namespace
}  // namespace wxnotice
