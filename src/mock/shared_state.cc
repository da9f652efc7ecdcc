#include "mock/shared_state.h"

namespace wxnotice::mock {

void RetiredTokens::Add(std::string_view token) {
  constexpr size_t kRemembered = 100'000;
  const std::lock_guard lock(mutex_);
  const size_t hash = std::hash<std::string_view>()(token);
  if (!hashes_.insert(hash).second) return;
  oldest_first_.push_back(hash);
  if (oldest_first_.size() <= kRemembered) return;
  hashes_.erase(oldest_first_.front());
  oldest_first_.pop_front();
}

bool RetiredTokens::Contains(std::string_view token) const {
  const std::lock_guard lock(mutex_);
  return hashes_.contains(std::hash<std::string_view>()(token));
}

bool WasReset(const SharedState& shared, const std::string& token) {
  // In this order: a token is retired before it loses its owner.
  return !shared.owners.Find(OwnerKey("token", token)).empty() ||
         shared.retired_tokens.Contains(token);
}

std::string OwnerKey(std::string_view kind, std::string_view value) {
  std::string key(kind);
  key.push_back(':');
  key.append(value);
  return key;
}

void Claim(SharedState& shared, const State& state, std::string_view kind, std::string_view value) {
  if (!state.disowned) return shared.owners.Set(OwnerKey(kind, value), state.owner);
  if (kind == "token") shared.retired_tokens.Add(value);  // issued by a call that a reset overtook
}

bool TryClaim(SharedState& shared, const State& state, std::string_view kind,
              std::string_view value) {
  return state.disowned || shared.owners.Add(OwnerKey(kind, value), state.owner);
}

void Disclaim(SharedState& shared, const State& state, std::string_view kind,
              std::string_view value) {
  shared.owners.Erase(OwnerKey(kind, value), state.owner);
}

}  // namespace wxnotice::mock
