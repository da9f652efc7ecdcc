// The kinds of accounts, which have different APIs. Source: docs/fidelity.md#other-paths. Plain
// values, thread-safe.
#ifndef WXNOTICE_MOCK_ACCOUNT_KIND_H_
#define WXNOTICE_MOCK_ACCOUNT_KIND_H_

#include <string_view>

namespace wxnotice::mock {

enum class AccountKind { kMiniProgram, kOfficialAccount };

inline constexpr std::string_view kAccountKinds[] = {"mini_program", "official_account"};

constexpr std::string_view NameOf(AccountKind kind) {
  return kAccountKinds[static_cast<int>(kind)];
}
// `name` is one of kAccountKinds.
constexpr AccountKind AccountKindOf(std::string_view name) {
  return name == kAccountKinds[1] ? AccountKind::kOfficialAccount : AccountKind::kMiniProgram;
}

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_KIND_H_
