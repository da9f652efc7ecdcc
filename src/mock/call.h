// One call of an API while it is checked. Lives while the account is locked; not thread-safe.
#ifndef WXNOTICE_MOCK_CALL_H_
#define WXNOTICE_MOCK_CALL_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>  // a call holds one by value; only the .cc files of mock/ include this

#include "base/clock.h"
#include "mock/account/sandbox.h"
#include "mock/account/subject.h"
#include "mock/apis.h"
#include "mock/shared_state.h"
#include "protocol/behaviour.h"
#include "protocol/json.h"
#include "protocol/message.h"

namespace wxnotice::mock {

// The result of a call.
struct CallResult {
  int errcode = 0;
  const protocol::Reason* reason = nullptr;          // null on success
  protocol::Json fields = protocol::Json::object();  // appended after errcode and errmsg
  protocol::Json detail = protocol::Json::object();  // explains a refusal
  std::string errmsg{};                              // if not empty, replaces the errcode's errmsg
  bool plain = false;           // a success without errcode and errmsg: token, login
  std::string_view expected{};  // how a test arranged the refusal: one of kExpectations

  CallResult Expected(std::string_view why) && {
    if (!why.empty()) expected = why;
    return std::move(*this);
  }
};

struct Call {
  const protocol::Request& request;
  const Api* api;  // null: no API has this path
  SharedState& shared;
  Account& account;
  State& state;
  Messages& messages;
  base::Instant now;
  base::Instant real;
  uint64_t number = 0;  // of the request
  uint64_t order = 0;   // of its answer
  std::shared_ptr<const std::string> raw_body;
  const std::optional<protocol::Json>& body;  // none: not JSON
  std::vector<std::string_view> passed;
  std::vector<EntryFinding> findings{};

  // Records that a check passed. `check` is static text.
  void Pass(std::string_view check) { passed.push_back(check); }
  // `reason` is a row of fixtures/behaviour/reasons.json.
  CallResult Refuse(std::string_view reason,
                    protocol::Json detail = protocol::Json::object()) const;

  bool HasObject() const { return body && body->is_object(); }
  // The value of a field in the row of the API, read from the place that the row names; see
  // protocol::TextOf. Empty if it is missing.
  std::string Text(std::string_view field) const;
  // None if it is missing or not an integer; see protocol::IntegerOf.
  std::optional<int64_t> Integer(std::string_view field) const;
  // A field of the body, unchanged; null if it is missing.
  const protocol::Json* Value(std::string_view field) const;
  // The refusal of a call without `field`. Mentions a field with a similar name, if there is one.
  CallResult RefuseMissing(std::string_view reason, std::string_view field) const;

  // The subjects of the call, whether or not its path is an API.
  Subjects AllSubjects() const;
};

// The refusal of a client whose secret, or whose grant_type for a `grant`, is wrong; none if both
// are right.
std::optional<CallResult> RefuseClient(Call& call, std::string_view grant);

// Issues an access_token, which becomes the current one of `tokens`, and records its owner.
void IssueToken(Call& call, Tokens& tokens);
// The answer that contains `token`.
CallResult TokenAnswer(const Call& call, const Token& token);

// Adds a user to the account. An empty openid is replaced by a random one. Null if the account has
// max_users users, a setting.
const User* AddUser(SharedState& shared, Account& account, State& state, User user);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CALL_H_
