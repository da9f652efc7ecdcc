// The users of an account.
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

Json WriteUser(const mock::User& user) {
  const auto known = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"openid", user.openid},
          {"unionid", known(user.unionid)},
          {"wechat_version", known(user.wechat_version)},
          {"receives_templates", user.ReceivesTemplates()}};
}

Json UserSchema() {
  return Object({{"openid", String()},
                 {"unionid", OrNull(String())},
                 {"wechat_version", OrNull(String())},
                 {"receives_templates", Boolean("false: the WeChat is older than 6.5.2")}});
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
  mock::LockedAccount account = sandbox->Open(context.now);
  const mock::User* added = context.mock.AddUser(account, user);
  return added == nullptr ? AccountIsFull("users", "max_users") : JsonReply(WriteUser(*added), 201);
}

Reply ListUsers(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  mock::Rows<mock::User> users;
  {
    const mock::AccountView account = sandbox->View(context.now);
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

}  // namespace

Resource UsersResource() {
  return {
      .name = "users",
      .what = "The users of an account",
      .schemas = {{"User", UserSchema()}},
      .routes = {
          {.method = "POST",
           .path = "/__admin/users",
           .what = "Add a user",
           .handle = CreateUser,
           .fields = {{"openid?", String("a new one by default", "oUser1")},
                      {"unionid?", String()},
                      {"wechat_version?", String("the version of the user's WeChat; below 6.5.2, "
                                                 "messages do not arrive although send answers ok",
                                                 "6.5.1")},
                      AppidField()},
           .answers = {{201, "the user", Ref("User")}, Refusal(409, "the account is full")}},
          {.method = "GET",
           .path = "/__admin/users",
           .what = "List the users",
           .handle = ListUsers,
           .fields = ListFields({}),
           .answers = {{200, "the users", PageOf("users", Ref("User"))}},
           .slow = true}}};
}

}  // namespace wxnotice::admin
