// The state that all accounts share, and the owners of values. Thread-safe as documented for its
// parts.
#ifndef WXNOTICE_MOCK_SHARED_STATE_H_
#define WXNOTICE_MOCK_SHARED_STATE_H_

#include <atomic>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "mock/account/owner_index.h"
#include "mock/account/state.h"
#include "mock/library.h"

namespace wxnotice::mock {

// Tokens that a reset or a deletion of their account ended, so that a client that still uses one
// can be told from one that made it up. Thread-safe, with its own short lock.
class RetiredTokens {
 public:
  void Add(std::string_view token);
  bool Contains(std::string_view token) const;

 private:
  mutable std::mutex mutex_;
  std::deque<size_t> oldest_first_;  // hashes, as in the set
  std::unordered_set<size_t> hashes_;
};

struct SharedState {
  Libraries libraries;
  // Keys start with the kind of value, "token:..", "openid:..", so that one index serves all.
  OwnerIndex owners;
  RetiredTokens retired_tokens;
  bool magic = true;                // magic values work
  std::atomic<uint64_t> orders{0};  // the last one given, see JournalEntry
};

// Whether a reset, a deletion or a restore ended the token, or does so at this moment. REQUIRES:
// the state of no account has it.
bool WasReset(const SharedState& shared, const std::string& token);
// The key of `value` in SharedState::owners.
std::string OwnerKey(std::string_view kind, std::string_view value);
// Adds `value` as owned by the account, and removes it.
void Claim(SharedState& shared, const State& state, std::string_view kind, std::string_view value);
// As Claim, unless an account owns `value` already: then returns false.
bool TryClaim(SharedState& shared, const State& state, std::string_view kind,
              std::string_view value);
void Disclaim(SharedState& shared, const State& state, std::string_view kind,
              std::string_view value);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_SHARED_STATE_H_
