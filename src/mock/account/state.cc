#include "mock/account/state.h"

#include <charconv>

#include <nlohmann/json.hpp>

namespace wxnotice::mock {

bool User::ReceivesTemplates() const {
  if (wechat_version.empty()) return true;
  const char* at = wechat_version.data();
  const char* end = at + wechat_version.size();
  for (const int wanted : kFirstWechatWithTemplates) {
    int part = 0;
    at = std::from_chars(at, end, part).ptr;
    if (part != wanted) return part > wanted;
    if (at != end) ++at;  // the dot
  }
  return true;
}

State::State(std::string_view appid) : owner(std::make_shared<const std::string>(appid)) {
  for (const Family* family : Families()) families.push_back(family->make());
}

FamilyState& State::Of(const Family& family) {
  return *families[PlaceOf(family)];
}

const FamilyState& State::Of(const Family& family) const {
  return const_cast<State*>(this)->Of(family);
}

std::string_view State::TokenRefusal(std::string_view token, base::Instant now,
                                     base::Duration overlap) const {
  const bool stable = tokens.Find(token) == nullptr && stable_tokens.Find(token) != nullptr;
  return (stable ? stable_tokens : tokens).Refusal(token, now, overlap);
}

protocol::Json SaveRow(const User& user) {
  return {
      {"openid", user.openid}, {"wechat_version", user.wechat_version}, {"unionid", user.unionid}};
}

User UserOf(const protocol::Json& row) {
  return {row.at("openid"), row.at("wechat_version"), row.at("unionid")};
}

}  // namespace wxnotice::mock
