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
#include "mock/account/owners.h"
#include "mock/account/sandbox.h"
#include "mock/endpoints.h"
#include "mock/families/template_message/library.h"
#include "protocol/behaviour.h"
#include "protocol/json.h"
#include "protocol/message.h"

namespace wxnotice::mock {

// What is shared by all accounts.
struct World {
  Library library;
  // The kind of value stands before it, "token:..", "openid:..": one index serves all.
  Owners owners;
  bool magic = true;  // magic values work
};

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
  const Endpoint* endpoint;  // null: no API has this path
  World& world;
  Account& account;
  State& state;
  Messages& messages;
  base::Instant now;
  uint64_t number = 0;  // of the request
  std::shared_ptr<const std::string> raw_body;
  const std::optional<protocol::Json>& body;  // none: not JSON
  std::vector<std::string_view> passed;

  // A check was passed. `check` is static text.
  void Pass(std::string_view check) { passed.push_back(check); }
  // `reason` is a row of fixtures/behaviour/reasons.json.
  Outcome Refuse(std::string_view reason, protocol::Json detail = protocol::Json::object()) const;

  // The title of that id, the account's own ones included; or null.
  const LibraryTitle* FindTitle(std::string_view id) const;

  bool HasObject() const { return body && body->is_object(); }
  // A text of the body, or empty; see protocol::TextOf.
  std::string BodyText(std::string_view key) const;
};

// The refusal of a template_id that the account does not have; none when it has it.
std::optional<Outcome> RefuseTemplate(const Call& call, const std::string& template_id);

// How a client shows that the account is its own, wherever the API reads it from.
struct ClientClaim {
  std::string secret;
  std::string grant_type;
};

// The refusal of a client whose claim is not good for a `grant`; none when it is.
std::optional<Outcome> RefuseClient(Call& call, const ClientClaim& claim, std::string_view grant);

// Issues an access_token that becomes the current one of `tokens`, and makes its owner known.
void IssueToken(Call& call, Tokens& tokens);
// The answer that hands out `token`.
Outcome TokenAnswer(const Call& call, const Token& token);

// Deletes a template of the account and remembers that, as far as max_deleted_templates allows.
// False when there is none.
bool ForgetTemplate(World& world, const Account& account, State& state,
                    std::string_view template_id);

// Makes a user known to the account. An empty openid is drawn. Null when the account has as many
// users as its setting max_users allows.
const User* AddUser(World& world, Account& account, State& state, User user);

// The key of `value` in World::owners.
std::string OwnerKey(std::string_view kind, std::string_view value);
// Makes `value` known as the account's own, and forgets that it is.
void Claim(World& world, const State& state, std::string_view kind, std::string_view value);
void Disclaim(World& world, const State& state, std::string_view kind, std::string_view value);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_CALL_H_
