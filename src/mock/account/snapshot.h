// Converts an account to one JSON object and back, completely: a restored account answers like the
// saved one. Thread-safety is stated at each class.
#ifndef WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_H_
#define WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_H_

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "mock/account/sandbox.h"
#include "protocol/json.h"

namespace wxnotice::mock {

// Increase it if older snapshots can no longer be read.
inline constexpr int kSnapshotVersion = 1;

// The content of an account at one moment. Taken under its lock in well under a millisecond, for
// any size, and written without the lock.
struct AccountImage {
  explicit AccountImage(const AccountView& account);

  std::string appid;
  std::string secret;
  uint64_t seed;
  AccountKind kind;
  std::string name;
  std::vector<int> expect;
  std::vector<std::string> pages;
  Settings settings;
  AccountClock clock;
  base::Instant now;
  std::map<std::string, uint64_t, std::less<>> draws;

  Tokens tokens;
  Tokens stable_tokens;
  SpacedCount forced_refreshes;
  MinuteCount stable_calls;
  MinuteCount logins;
  MonthCount quota_clears;
  Rows<JsCode> js_codes;
  Rows<User> users;
  Quota quota;
  std::vector<std::shared_ptr<const FamilyImage>> families;

  std::deque<SharedMessage> messages;
  uint64_t requests = 0;
  uint64_t evicted = 0;  // from the journal
  std::deque<SharedEntry> entries;
  std::deque<Fault> faults;
};

// Writes an image piece by piece, so that it is never completely in memory. Not thread-safe.
class AccountWriter {
 public:
  explicit AccountWriter(std::shared_ptr<const AccountImage> image);
  ~AccountWriter();

  // Appends to `out` until it has about 64 KiB, or the object is complete. Returns whether there is
  // more.
  bool Append(std::string& out);

 private:
  class Steps;
  std::unique_ptr<Steps> steps_;
};

// The account in a snapshot, validated and ready to replace the content of an account.
struct RestoredAccount {
  std::string appid;
  std::string secret;
  uint64_t seed = 0;
  AccountKind kind = AccountKind::kMiniProgram;
  std::string name;
  std::vector<int> expect;
  std::vector<std::string> pages;
  Settings settings;
  double rate = 1;
  base::Instant now;
  std::map<std::string, uint64_t, std::less<>> draws;
  std::shared_ptr<State> state;
  std::shared_ptr<Messages> messages;
  Journal journal;
  Faults faults;
  uint64_t requests = 0;  // at least the highest number that occurs

  // Swaps the content with that of the account, except the appid. Takes almost no time.
  void ExchangeWith(LockedAccount& account);
};

// `saved` is what AccountWriter wrote. The error says what is wrong with it. `orders`: the last
// order assigned, see JournalEntry; readers of the event stream get the requests as new ones.
base::Result<RestoredAccount> ReadAccount(const protocol::Json& saved,
                                          std::atomic<uint64_t>& orders);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_H_
