// One call of an API on its way through the checks. Lives while the account is locked; not
// thread-safe.
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

// How a call ended.
struct Outcome {
  int errcode = 0;
  const protocol::Reason* reason = nullptr;          // null on success
  protocol::Json fields = protocol::Json::object();  // follow errcode and errmsg
  protocol::Json detail = protocol::Json::object();  // what explains a refusal
  std::string errmsg{};                              // differs from the errcode's own
  bool plain = false;  // the success has no errcode and errmsg: token, login
};

struct Call {
  const protocol::Request& request;
  const Api* api;  // null: no API has this path
  SharedState& shared;
  Account& account;
  State& state;
  Messages& messages;
  base::Instant now;
  uint64_t number = 0;  // of the request
  uint64_t order = 0;   // of its answer
  std::shared_ptr<const std::string> raw_body;
  const std::optional<protocol::Json>& body;  // none: not JSON
  std::vector<std::string_view> passed;

  // A check was passed. `check` is static text.
  void Pass(std::string_view check) { passed.push_back(check); }
  // `reason` is a row of fixtures/behaviour/reasons.json.
  Outcome Refuse(std::string_view reason, protocol::Json detail = protocol::Json::object()) const;

  bool HasObject() const { return body && body->is_object(); }
  // The value of a field of the API's row, read from where the row says; see protocol::TextOf.
  // Empty when it is absent.
  std::string Text(std::string_view field) const;
  // None when it is absent, or not a whole number; see protocol::IntegerOf.
  std::optional<int64_t> Integer(std::string_view field) const;
  // A field of the body as it is; null when it is absent.
  const protocol::Json* Value(std::string_view field) const;
  // The refusal of a call that lacks `field`. Says so when the call has it under a similar name.
  Outcome RefuseMissing(std::string_view reason, std::string_view field) const;

  // What the call is about, whether or not its path is an API's.
  Subjects AllSubjects() const;
};

// The refusal of a client whose secret, or whose grant_type for a `grant`, is not good; none when
// both are.
std::optional<Outcome> RefuseClient(Call& call, std::string_view grant);

// Issues an access_token that becomes the current one of `tokens`, and makes its owner known.
void IssueToken(Call& call, Tokens& tokens);
// The answer that hands out `token`.
Outcome TokenAnswer(const Call& call, const Token& token);

// Makes a user known to the account. An empty openid is drawn. Null when the account has as many
// users as its setting max_users allows.
const User* AddUser(SharedState& shared, Account& account, State& state, User user);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CALL_H_
