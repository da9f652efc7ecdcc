#include "mock/call.h"

#include <cassert>

namespace wxnotice::mock {

Outcome Call::Refuse(std::string_view reason, protocol::Json detail) const {
  const protocol::Reason* row = protocol::Behaviour::Builtin().FindReason(reason);
  assert(row != nullptr);
  Outcome outcome;
  outcome.errcode = row->errcode;
  outcome.reason = row;
  outcome.detail = std::move(detail);
  return outcome;
}

const LibraryTitle* Call::FindTitle(std::string_view id) const {
  const LibraryTitle* own = state.own_titles.Find(id);
  return own != nullptr ? own : world.library.Find(id);
}

std::string Call::BodyText(std::string_view key) const {
  return body ? protocol::TextOf(*body, key).value_or("") : std::string();
}

std::string OwnerKey(std::string_view kind, std::string_view value) {
  std::string key(kind);
  key.push_back(':');
  key.append(value);
  return key;
}

void Claim(World& world, const State& state, std::string_view kind, std::string_view value) {
  if (!state.disowned) world.owners.Set(OwnerKey(kind, value), state.owner);
}

void Disclaim(World& world, const State& state, std::string_view kind, std::string_view value) {
  world.owners.Erase(OwnerKey(kind, value), state.owner);
}

}  // namespace wxnotice::mock
