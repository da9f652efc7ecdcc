// What phones do: submitted forms, payments, users.
#include <algorithm>
#include <memory>

#include "admin/resource.h"
#include "mock/families/template_message/phone.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

constexpr int64_t kMostMinted = 1'000'000;
constexpr int kMintedAtOnce = 1'000;  // under one lock

Reply Full(const std::string& what, const std::string& setting) {
  return Problem(409, "the account holds as many " + what + " as its setting " + setting +
                          " allows; raise it (PUT /__admin/settings), or reset the account");
}

Json WriteUser(const mock::User& user) {
  const auto known = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"openid", user.openid},
          {"unionid", known(user.unionid)},
          {"wechat_version", known(user.wechat_version)},
          {"receives_templates", user.ReceivesTemplates()}};
}

// Takes the lock for a thousand ids at a time: a million take seconds, and other calls of the
// account go on in between.
Reply Mint(mock::Mock& mock, mock::Sandbox& sandbox, mock::MintSpec spec) {
  const auto wanted = static_cast<size_t>(spec.count);
  {
    mock::OpenAccount account = sandbox.Open(mock.Now());
    if (mock::MakeRoomForFormIds(mock.shared(), account, wanted) < wanted) {
      return Full("form ids that are valid", "max_form_ids");
    }
    if (mock.AddUser(account, {spec.openid, ""}) == nullptr) return Full("users", "max_users");
  }
  constexpr size_t kIdBytes = sizeof("\"wx20180101000000\",") + 20;
  Reply reply = JsonReply(Json::object(), 201);
  reply.body.reserve(wanted * kIdBytes);  // fails before anything is minted
  reply.body = "{\"form_ids\":[";
  for (size_t done = 0; done < wanted; done += static_cast<size_t>(spec.count)) {
    spec.count = static_cast<int>(std::min<size_t>(kMintedAtOnce, wanted - done));
    mock::OpenAccount account = sandbox.Open(mock.Now());
    for (const std::string& id : mock::MintFormIds(mock.shared(), account, spec))
      reply.body.append(reply.body.back() == '[' ? "\"" : ",\"").append(id).append("\"");
  }
  reply.body += "]}\n";
  return reply;
}

}  // namespace

Reply MintFormIds(Context& context) {
  Fields& fields = context.fields;
  mock::MintSpec spec;
  spec.openid = fields.RequiredText("openid", kMostNameBytes);
  const bool prepay = fields.Choice("kind", {"form", "prepay"}).value_or("form") == "prepay";
  spec.kind = prepay ? mock::FormIdKind::kPrepay : mock::FormIdKind::kForm;
  spec.count = static_cast<int>(fields.Integer("count", 1, kMostMinted).value_or(1));
  spec.age = fields.Duration("age");
  spec.paid = fields.Boolean("paid");
  spec.devtools = fields.Boolean("devtools").value_or(false);
  const auto sandbox = context.Account();
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  if (spec.count <= kMintedAtOnce) return Mint(context.mock, *sandbox, spec);
  // The context ends with this call.
  Reply reply;
  reply.work = std::make_shared<protocol::Work>();
  reply.work->make = [&mock = context.mock, sandbox, spec] { return Mint(mock, *sandbox, spec); };
  return reply;
}

Reply ListFormIds(Context& context) {
  const auto state =
      context.fields.Choice("state", {"fresh", "used", "expired", "unpaid", "devtools"});
  const auto openid = context.fields.Text("openid");
  const bool newest = context.fields.Boolean("newest").value_or(false);
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::Rows<mock::FormId> ids;
  base::Instant now;
  {
    mock::OpenAccount account = sandbox->Open(context.mock.Now());
    ids = mock::TemplateMessagesOf(*account->state).form_ids.Share();
    now = account.now();
  }
  std::vector<const mock::FormId*> rows;
  ids.Each([&](const mock::FormId& id) {
    if (state && id.State(now) != *state) return;
    if (openid && id.openid != *openid) return;
    rows.push_back(&id);
  });
  if (newest) std::reverse(rows.begin(), rows.end());
  const Json page = Page(
      context, "form_ids", rows, [](const auto* id) -> const std::string& { return id->id; },
      [&](const auto* id) { return WriteFormId(*id, sandbox->appid(), now); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply CreateUser(Context& context) {
  mock::User user;
  user.openid = context.fields.Text("openid", kMostNameBytes).value_or("");
  user.wechat_version = context.fields.Text("wechat_version", kMostNameBytes).value_or("");
  user.unionid = context.fields.Text("unionid", kMostNameBytes).value_or("");
  if (user.wechat_version.find_first_not_of("0123456789.") != std::string::npos) {
    context.fields.Fail("\"wechat_version\" must be like 6.5.2");
  }
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const mock::User* added = context.mock.AddUser(account, user);
  return added == nullptr ? Full("users", "max_users") : JsonReply(WriteUser(*added), 201);
}

Reply ListUsers(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::Rows<mock::User> users;
  {
    mock::OpenAccount account = sandbox->Open(context.mock.Now());
    users = account->state->users.Share();
  }
  std::vector<const mock::User*> rows;
  users.Each([&](const mock::User& user) { rows.push_back(&user); });
  const Json page = Page(
      context, "users", rows, [](const auto* user) -> const std::string& { return user->openid; },
      [](const auto* user) { return WriteUser(*user); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

}  // namespace wxnotice::admin
