// The checks that come before an API looks at its arguments: token, account, quota, method, body.
// Source: docs/fidelity.md#gateway-checks.
#ifndef WXNOTICE_MOCK_GATEWAY_H_
#define WXNOTICE_MOCK_GATEWAY_H_

#include <optional>
#include <string>

#include "mock/call.h"

namespace wxnotice::mock {

// REQUIRES: call.api. `token` is the access_token of the query.
std::optional<Outcome> RefuseAtGateway(Call& call, const std::string& token);

// Method and empty body alone: for callers who say in the body who they are, and are nobody before
// there is one.
std::optional<Outcome> RefuseMethod(const Call& call);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_GATEWAY_H_
