// The mock is a function of its commands: the same requests at the same instants give the same
// replies and leave the same state, byte for byte. Arbitrary traffic is recorded and replayed into
// an empty mock, whole, and without what only reads.
#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

const std::vector<std::string> kAppids = {std::string(mock::kDefaultAppid), "wx-a", "wx-b"};

// A request at an instant; or, with `resumes`, the end of the delay of an earlier command's call.
struct Command {
  base::Instant at;
  std::string method;
  std::string target;
  std::string body;
  std::optional<size_t> resumes{};
  std::string reply{};  // what came of it

  bool OnlyReads() const { return method == "GET" && target.starts_with("/__admin/"); }
};

std::string Written(const protocol::Reply& reply) {
  std::string text = std::to_string(reply.status) + " " + reply.content_type + "\n";
  for (const auto& [name, value] : reply.headers) text += name + ": " + value + "\n";
  return text + reply.body;
}

// The first place where they differ; "" when they are the same.
std::string Difference(const std::string& one, const std::string& other) {
  const auto [at, in_other] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  if (at == one.end() && in_other == other.end()) return "";
  const auto begin = static_cast<size_t>(std::max<std::ptrdiff_t>(at - one.begin() - 80, 0));
  return one.substr(begin, 160) + "\n" + other.substr(begin, 160);
}

// Carries out commands, in the order given.
class Player {
 public:
  explicit Player(uint64_t seed) : bench_(Bench::Seeded(seed)) {}

  protocol::Reply Play(const Command& command, size_t index) {
    bench_.clock().Advance(std::max(command.at - now(), base::Duration(0)));
    if (command.resumes) {
      const auto wait = std::exchange(waits_[*command.resumes], nullptr);
      return protocol::Finish(wait->resume(true).value());
    }
    protocol::Reply reply =
        protocol::Finish(bench_.Ask(command.method, command.target, command.body));
    for (bool more = reply.source != nullptr; more;) {
      const std::string piece = reply.source->next();
      reply.body += piece;
      more = !piece.empty();
    }
    if (reply.wait != nullptr) {
      waits_[index] = reply.wait;
      reply.body = "delayed by " + std::to_string(reply.delay.count());
    }
    return reply;
  }
  std::string Snapshot() { return bench_.Admin("GET", "snapshot").body; }
  base::Instant now() { return bench_.clock().Now(); }

 private:
  Bench bench_;
  std::map<size_t, std::shared_ptr<protocol::Wait>> waits_;  // by the command that was delayed
};

// Makes traffic up as it goes along, from what the replies said.
class Recorder {
 public:
  Recorder(uint64_t seed, size_t count) : player_(seed), random_(seed) {
    while (tape_.size() < count) Step();
    while (!delayed_.empty()) Resume();
  }

  const std::vector<Command>& tape() const { return tape_; }
  Player& player() { return player_; }

 private:
  size_t Below(size_t bound) { return random_() % bound; }
  template <typename List>
  const auto& Pick(const List& list) {
    return list[Below(list.size())];
  }
  bool Chance(int percent) { return static_cast<int>(Below(100)) < percent; }

  std::string Do(const std::string& method, const std::string& target, const Json& body = nullptr) {
    return Add({player_.now() + base::Duration(Chance(20) ? Below(10'000'000) : Below(2'000)),
                method, target, body.is_null() ? "" : body.dump()});
  }
  std::string Admin(const std::string& method, const std::string& path, Json body) {
    body["appid"] = appid_;
    return Do(method, "/__admin/" + path, body);
  }
  std::string Add(Command command) {
    const protocol::Reply reply = player_.Play(command, tape_.size());
    if (reply.wait != nullptr) delayed_.push_back(tape_.size());
    command.reply = Written(reply);
    tape_.push_back(std::move(command));
    return reply.body;
  }
  void Resume() {
    const size_t index = delayed_.front();
    delayed_.erase(delayed_.begin());
    Command resume{player_.now() + base::Duration(500), "", "", "", index};
    Add(std::move(resume));
  }
  std::string Field(const std::string& reply, const char* name) {
    const Json json = Json::parse(reply, nullptr, false);
    return json.is_object() ? json.value(name, "") : "";
  }

  void Step() {
    appid_ = Pick(kAppids);
    if (!delayed_.empty() && Chance(30)) return Resume();
    const auto steps = {&Recorder::Fetch, &Recorder::Compose, &Recorder::Send,    &Recorder::Send,
                        &Recorder::Send,  &Recorder::Mint,    &Recorder::Arrange, &Recorder::Look,
                        &Recorder::Login, &Recorder::Account};
    (this->**(steps.begin() + static_cast<std::ptrdiff_t>(Below(steps.size()))))();
  }

  void Fetch() {
    const std::string secret = appid_ == kAppids[0] ? std::string(mock::kDefaultSecret) : "s";
    const std::string who = "appid=" + appid_ + "&secret=" + (Chance(10) ? "wrong" : secret);
    const std::string token =
        Field(Do("GET", "/cgi-bin/token?grant_type=client_credential&" + who), "access_token");
    if (!token.empty()) tokens_[appid_] = token;
    if (Chance(10)) Do("POST", "/cgi-bin/clear_quota?access_token=" + token, {{"appid", appid_}});
  }
  void Compose() {
    const std::string base = "/cgi-bin/wxopen/template/";
    const std::string id = Field(Do("POST", base + "add?access_token=" + tokens_[appid_],
                                    {{"id", "AT0002"}, {"keyword_id_list", {3, 4, 5}}}),
                                 "template_id");
    if (!id.empty()) templates_[appid_] = id;
    if (Chance(20))
      Do("POST", base + "del?access_token=" + tokens_[appid_],
         {{"template_id", templates_[appid_]}});
    if (Chance(20))
      Do("POST", base + "list?access_token=" + tokens_[appid_], {{"offset", 0}, {"count", 5}});
  }
  void Send() {
    const std::string form_id = Chance(10)                  ? "wxnotice-41029"
                                : form_ids_[appid_].empty() ? "unknown"
                                                            : Pick(form_ids_[appid_]);
    Json body = {{"touser", Chance(90) ? "o1" : "o2"},
                 {"template_id", templates_[appid_]},
                 {"form_id", form_id},
                 {"data", {{"keyword1", {{"value", Chance(50) ? "某值" : "v"}}}}}};
    const std::string token = Chance(95) ? tokens_[appid_] : "stale";
    Add({player_.now(), "POST", "/cgi-bin/message/wxopen/template/send?access_token=" + token,
         Chance(97) ? body.dump() : body.dump().substr(1)});
  }
  void Mint() {
    Json body = {{"openid", Chance(80) ? "o1" : "o2"}, {"count", 1 + Below(3)}};
    if (Chance(30)) body["kind"] = "prepay";
    if (Chance(20)) body["age"] = "6d23h";
    const Json minted = Json::parse(Admin("POST", "form-ids", body), nullptr, false);
    if (!minted.is_object() || !minted.contains("form_ids")) return;
    for (const auto& id : minted["form_ids"]) form_ids_[appid_].push_back(id);
  }
  void Login() {
    const std::string code = Field(Admin("POST", "js-codes", Json::object()), "js_code");
    Do("GET", "/sns/jscode2session?appid=" + appid_ +
                  "&secret=s&grant_type=authorization_code&js_code=" + code);
    Admin("POST", "users", {{"wechat_version", "6.5." + std::to_string(Below(4))}});
  }
  void Arrange() {
    switch (Below(7)) {
      case 0:
        Admin("POST", "faults", {{"effect", {{"delay", "300ms"}}}, {"times", 2}});
        break;
      case 1:
        Admin("POST", "faults",
              {{"effect", {{"errcode", -1}}},
               {"probability", 0.5},
               {"ttl", "5m"},
               {"phase", Chance(50) ? "before" : "after_commit"}});
        break;
      case 2:
        Admin("PUT", "clock", {{"action", "advance"}, {"by", Chance(20) ? "8d" : "1h"}});
        break;
      case 3:
        Admin("PUT", "clock",
              Chance(50) ? Json{{"action", "scale"}, {"rate", 60}} : Json{{"action", "reset"}});
        break;
      case 4:
        Admin("PUT", "quota", {{"api", "send"}, {"limit", 1000 + Below(10)}});
        break;
      case 5:
        Admin("POST", "violations", Json::object());
        break;
      default:
        Admin("PUT", "settings",
              {{"settings", {{"journal_count", std::to_string(50 + Below(50))}}}});
    }
  }
  void Look() {
    Do("GET", "/__admin/" +
                  Pick(std::vector<std::string>{"requests", "messages", "form-ids", "client-report",
                                                "sandboxes", "tokens", "quota", "snapshot"}) +
                  (Chance(50) ? "" : "?appid=" + appid_));
  }
  void Account() {
    const std::string scopes[] = {"journal", "messages", "state", "faults", "clock", "all"};
    switch (Below(4)) {
      case 0:
        Admin("POST", "reset", {{"scope", scopes[Below(6)]}});
        break;
      case 1:
        if (appid_ != kAppids[0]) Do("DELETE", "/__admin/sandboxes/" + appid_);
        break;
      case 2: {
        const std::string saved = Do("GET", "/__admin/snapshot?appid=" + appid_);
        if (Chance(50)) Send();
        Add({player_.now(), "PUT", "/__admin/snapshot", saved});
        break;
      }
      default:
        Admin("POST", "sandboxes", {{"secret", "s"}});
    }
  }

  Player player_;
  std::mt19937_64 random_;
  std::vector<Command> tape_;
  std::vector<size_t> delayed_;
  std::string appid_;
  std::map<std::string, std::string> tokens_;
  std::map<std::string, std::string> templates_;
  std::map<std::string, std::vector<std::string>> form_ids_;
};

class ReplayTest : public testing::TestWithParam<uint64_t> {
 protected:
  static constexpr size_t kCommands = 600;
  Recorder recorder{GetParam(), kCommands};

  // Replays what `wanted` accepts, and expects the replies that were recorded.
  template <typename Wanted>
  void Replay(Player& player, Wanted wanted) {
    const auto& tape = recorder.tape();
    for (size_t i = 0; i < tape.size(); ++i) {
      if (!wanted(tape[i])) continue;
      const std::string reply = Written(player.Play(tape[i], i));
      EXPECT_EQ(Difference(reply, tape[i].reply), "")
          << i << " " << tape[i].method << " " << tape[i].target;
      if (testing::Test::HasFailure()) break;
    }
  }
};

TEST_P(ReplayTest, TheSameTrafficGivesTheSameRepliesAndTheSameState) {
  Player player(GetParam());
  Replay(player, [](const Command&) { return true; });
  EXPECT_EQ(Difference(player.Snapshot(), recorder.player().Snapshot()), "");
}

TEST_P(ReplayTest, ReadingChangesNothing) {
  Player player(GetParam());
  Replay(player, [](const Command& command) { return !command.OnlyReads(); });
  EXPECT_EQ(Difference(player.Snapshot(), recorder.player().Snapshot()), "");
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReplayTest, testing::Range<uint64_t>(1, 9));

}  // namespace
}  // namespace wxnotice
