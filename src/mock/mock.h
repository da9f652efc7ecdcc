// The mock: Handle answers every call of an API; the admin API uses the other functions for the
// accounts. Thread-safe. Blocks only on the lock of an account.
#ifndef WXNOTICE_MOCK_MOCK_H_
#define WXNOTICE_MOCK_MOCK_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "mock/account/request_id.h"
#include "mock/account/sandbox.h"
#include "mock/control/change_feed.h"
#include "mock/control/metrics.h"
#include "mock/library.h"
#include "protocol/behaviour.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/trace.h"

namespace wxnotice::mock {

inline constexpr std::string_view kDefaultSecret = "0123456789abcdef0123456789abcdef";

class RunRecord;

// An answered call, for a log.
struct Answered {
  std::string id;  // of the request
  std::string_view method;
  std::string_view path;
  int errcode = 0;
  const protocol::Reason* reason = nullptr;  // null on success
};

struct MockOptions {
  std::optional<uint64_t> seed;  // none: random; traces then show the account's time
  protocol::TraceStyle trace_style = protocol::TraceStyle::kHint;
  bool magic = true;
  std::vector<int> expect;          // the errcodes of refusals that are expected at all accounts
  RunRecord* run_record = nullptr;  // gets all calls; outlives the mock
  Libraries libraries;
  std::function<void(const Answered&)> on_answer = [](const Answered&) {};  // called without a lock
  std::function<void()> on_change = [] {
  };  // after each request and each admin action; called without a lock
};

struct MintedJsCode {
  std::string js_code;
  std::string openid;
};

inline constexpr size_t kMostAccounts = 10'000;

// Whether an account may have this appid: 1 to 64 letters, digits, '-', '_' and '.', so that it
// needs no escape in a path. WeChat's are "wx" and 16 hexadecimal digits.
bool IsAppid(std::string_view text);

// "all" and each part of it.
std::span<const std::string_view> ResetScopes();

struct Call;
struct Identity;
struct RestoredAccount;
struct SharedState;

class Mock {
 public:
  Mock(const base::Clock& clock, MockOptions options);
  ~Mock();

  // Answers a call of any API. For a long body, the reply contains work.
  protocol::Reply Handle(protocol::Request request);

  // Null if there is none.
  std::shared_ptr<Sandbox> Find(std::string_view appid) const;
  // All accounts, by appid.
  std::vector<std::shared_ptr<Sandbox>> All() const;
  // Fails if the appid is taken, or kMostAccounts exist. REQUIRES: the appid is empty, or IsAppid.
  base::Result<std::shared_ptr<Sandbox>> Create(SandboxSpec spec);
  // Returns false if there is none. Empties the default account instead of deleting it.
  bool Delete(std::string_view appid);

  // Notes that this entry of the account's journal was expected: a verification matched it.
  void Expect(LockedAccount& account, uint64_t number);
  // Adds what the ledgers of all accounts show about the client to the record of the run. Call it
  // once, at the end of the run.
  void RecordLedgers();

  // Adds a user to the account. An empty openid is replaced by a random one. Null if the account
  // has max_users users, a setting. Valid until the next change.
  const User* AddUser(LockedAccount& account, User user);
  // Creates a js_code like wx.login. An empty openid is replaced by a random one. The login with it
  // adds the user. None if the account has max_js_codes valid ones, a setting.
  std::optional<MintedJsCode> MintJsCode(LockedAccount& account, std::string openid);
  // Clears `scope`, one of ResetScopes(). A request in progress continues with the state that it
  // started with. May take long; holds the account's lock for a short part of that time.
  void Reset(Sandbox& sandbox, std::string_view scope);
  // Replaces the content of the account with that appid, which is created if it does not exist, by
  // that of the snapshot. The count of requests continues from the higher of both. Otherwise like
  // Reset. Returns false if no further account is allowed.
  bool Restore(RestoredAccount restored);

  base::Instant Now() const { return clock_.Now(); }
  // The state that families share between accounts.
  SharedState& shared() const { return *shared_; }
  Metrics& metrics() { return metrics_; }
  ChangeFeed& feed() { return feed_; }
  void Changed() const { options_.on_change(); }

 private:
  struct Arrival;

  using Body = std::optional<protocol::Json>;

  protocol::Reply Receive(const protocol::Request& request);
  Identity Identify(const protocol::Request& request, const Body& body) const;
  Call MakeCall(const protocol::Request& request, const Body& body, const Arrival& arrival,
                LockedAccount& account) const;
  protocol::Reply Complete(const protocol::Request& request, const Body& body,
                           const Arrival& arrival, LockedAccount account, bool hung_up = false);
  base::Draw NextServerDraw(std::string_view purpose);
  // A new account. Continues the count of requests of a deleted account with the same appid.
  std::shared_ptr<Sandbox> MakeSandbox(SandboxSpec spec);
  // Adds what the ledgers show about the client to the record of the run.
  void RecordLedgers(AccountRecord& record, const State& state) const;
  // Whether an account of this appid got calls and was deleted.
  bool WasDeleted(std::string_view appid) const;
  // Keeps the parts of a replaced state that are still needed.
  void Retire(Sandbox& sandbox, State& state);
  // Removes the values of a replaced state from the index of owners. Holds the lock only briefly.
  void Disown(Sandbox& sandbox, State& state);

  const base::Clock& clock_;
  MockOptions options_;
  uint64_t seed_;
  std::unique_ptr<SharedState> shared_;
  Metrics metrics_;
  ChangeFeed feed_;
  std::atomic<uint64_t> draws_{0};

  mutable std::shared_mutex mutex_;  // guards the maps
  std::map<std::string, std::shared_ptr<Sandbox>, std::less<>> sandboxes_;
  // Deleted accounts. Because the count continues, a request id in a log names only one request,
  // even if an appid is used again.
  struct Deleted {
    uint64_t requests = 0;
    uint64_t order = 0;
  };
  std::map<std::string, Deleted, std::less<>> deleted_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_MOCK_H_
