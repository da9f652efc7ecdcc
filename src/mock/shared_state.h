// The state that all accounts share, and the owners of values. Thread-safe as documented for its
// parts.
#ifndef WXNOTICE_MOCK_SHARED_STATE_H_
#define WXNOTICE_MOCK_SHARED_STATE_H_

#include <atomic>
#include <string>
#include <string_view>

#include "mock/account/owners.h"
#include "mock/account/state.h"
#include "mock/library.h"

namespace wxnotice::mock {

struct SharedState {
  Libraries libraries;
  // Keys start with the kind of value, "token:..", "openid:..", so that one index serves all.
  Owners owners;
  bool magic = true;                // magic values work
  std::atomic<uint64_t> orders{0};  // the last one given, see JournalEntry
};

// The key of `value` in SharedState::owners.
std::string OwnerKey(std::string_view kind, std::string_view value);
// Adds `value` as owned by the account, and removes it.
void Claim(SharedState& shared, const State& state, std::string_view kind, std::string_view value);
void Disclaim(SharedState& shared, const State& state, std::string_view kind,
              std::string_view value);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_SHARED_STATE_H_
