#include "mock/account/state.h"

#include <charconv>

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

std::string_view State::TokenRefusal(std::string_view token, base::Instant now,
                                     base::Duration overlap) const {
  const bool stable = tokens.Find(token) == nullptr && stable_tokens.Find(token) != nullptr;
  return (stable ? stable_tokens : tokens).Refusal(token, now, overlap);
}

}  // namespace wxnotice::mock
