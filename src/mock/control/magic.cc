#include "mock/control/magic.h"

#include <charconv>

#include "mock/call.h"

namespace wxnotice::mock {
namespace {

// 0 if `value` is not magic, or its errcode has no row.
int MagicErrcode(std::string_view value) {
  if (!value.starts_with(kMagicPrefix)) return 0;
  value.remove_prefix(kMagicPrefix.size());
  int code = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), code);
  if (error != std::errc() || end != value.data() + value.size()) return 0;
  return protocol::Behaviour::Builtin().FindErrcode(code) == nullptr ? 0 : code;
}

}  // namespace

std::optional<CallResult> MagicRefusal(const Call& call) {
  if (!call.HasObject()) return std::nullopt;
  for (const Field* field : MagicFields()) {
    const auto value = protocol::TextOf(*call.body, field->name);
    if (auto refusal = MagicRefusal(call, field->name, value.value_or(""))) return refusal;
  }
  return std::nullopt;
}

std::optional<CallResult> MagicRefusal(const Call& call, std::string_view field,
                                       std::string_view value) {
  const int code = MagicErrcode(value);
  if (code == 0) return std::nullopt;
  CallResult result = call.Refuse("magic", {{"field", field}});
  result.errcode = code;
  return result;
}

}  // namespace wxnotice::mock
