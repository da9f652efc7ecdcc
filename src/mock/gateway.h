// The checks before an API reads its arguments: token, account, quota, method, body. Not
// thread-safe: the account is locked. Source: docs/fidelity.md#gateway-checks.
#ifndef WXNOTICE_MOCK_GATEWAY_H_
#define WXNOTICE_MOCK_GATEWAY_H_

#include <optional>
#include <string>

#include "mock/call.h"

namespace wxnotice::mock {

// REQUIRES: call.api. `token` is the access_token of the query.
std::optional<CallResult> RefuseAtGateway(Call& call, const std::string& token);

// The answer of a path that WeChat has and the mock does not emulate.
CallResult RefuseOtherPath(Call& call, const protocol::OtherPath& path, const std::string& token);

// Only the method and the empty body: for callers that identify themselves in the body, and are
// unknown before there is one.
std::optional<CallResult> RefuseMethod(const Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_GATEWAY_H_
