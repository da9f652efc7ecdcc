// An account as one JSON object and back: everything, so that a restored one answers as the saved
// one would. What the admin API keeps in an account (faults as JSON) it adds itself.
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

// Bump it when an older snapshot can no longer be read.
inline constexpr int kSnapshotVersion = 1;

// What an account holds at one moment. Taken under its lock in well under a millisecond, however
// much that is; to be written without it.
struct AccountImage {
  explicit AccountImage(OpenAccount& account);

  std::string appid;
  std::string secret;
  uint64_t seed;
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

// Writes an image piece by piece, so that it never stands in memory as a whole. Not thread-safe.
class AccountWriter {
 public:
  // `more`: further members, as `"name":value`; may be empty.
  AccountWriter(std::shared_ptr<const AccountImage> image, std::string more);
  ~AccountWriter();

  // Appends to `out` until it holds some 64 KiB, or the object is whole. Returns whether there is
  // more.
  bool Append(std::string& out);

 private:
  class Steps;
  std::unique_ptr<Steps> steps_;
};

// What a snapshot says of an account, checked and ready to take the place of what one has.
struct RestoredAccount {
  std::string appid;
  std::string secret;
  uint64_t seed = 0;
  std::vector<std::string> pages;
  Settings settings;
  double rate = 1;
  base::Instant now;
  std::map<std::string, uint64_t, std::less<>> draws;
  std::shared_ptr<State> state;
  std::shared_ptr<Messages> messages;
  Journal journal;
  Faults faults;          // empty; whoever reads them puts them here
  uint64_t requests = 0;  // at least the highest number that occurs

  // Swaps with what the account has, but for the appid. Takes no time to speak of.
  void ExchangeWith(OpenAccount& account);
};

// `saved` is what AccountWriter wrote. The error says what is wrong with it. `orders`: the last
// order given, see JournalEntry; its requests come as new ones to who follows what happens.
base::Result<RestoredAccount> ReadAccount(const protocol::Json& saved,
                                          std::atomic<uint64_t>& orders);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SNAPSHOT_H_
