#include "mock/magic.h"

#include <charconv>

#include "mock/call.h"

namespace wxnotice::mock {
namespace {

constexpr std::string_view kPrefix = "wxnotice-";

// 0 when `value` is not magic, or names an errcode that no table has.
int MagicErrcode(std::string_view value) {
  if (value.substr(0, kPrefix.size()) != kPrefix) return 0;
  value.remove_prefix(kPrefix.size());
  int code = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), code);
  if (error != std::errc() || end != value.data() + value.size()) return 0;
  return protocol::Behaviour::Builtin().FindErrcode(code) == nullptr ? 0 : code;
}

}  // namespace

std::optional<Outcome> MagicRefusal(const Call& call) {
  if (!call.HasObject()) return std::nullopt;
  for (const char* key : {"touser", "template_id", "form_id", "page"}) {
    const int code = MagicErrcode(call.BodyText(key));
    if (code == 0) continue;
    Outcome outcome = call.Refuse("magic", {{"field", key}});
    outcome.errcode = code;
    return outcome;
  }
  return std::nullopt;
}

}  // namespace wxnotice::mock
