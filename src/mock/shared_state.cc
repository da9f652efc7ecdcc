#include "mock/shared_state.h"

namespace wxnotice::mock {

std::string OwnerKey(std::string_view kind, std::string_view value) {
  std::string key(kind);
  key.push_back(':');
  key.append(value);
  return key;
}

void Claim(SharedState& shared, const State& state, std::string_view kind, std::string_view value) {
  if (!state.disowned) shared.owners.Set(OwnerKey(kind, value), state.owner);
}

void Disclaim(SharedState& shared, const State& state, std::string_view kind,
              std::string_view value) {
  shared.owners.Erase(OwnerKey(kind, value), state.owner);
}

}  // namespace wxnotice::mock
