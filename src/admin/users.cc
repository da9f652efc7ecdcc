// The users of an account.
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using protocol::Json;
using protocol::Reply;

Json WriteUser(const mock::User& user) {
  const auto known = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"openid", user.openid},
          {"unionid", known(user.unionid)},
          {"wechat_version", known(user.wechat_version)},
          {"receives_templates", user.ReceivesTemplates()}};
}

}  // namespace

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
  return added == nullptr ? AccountIsFull("users", "max_users") : JsonReply(WriteUser(*added), 201);
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
