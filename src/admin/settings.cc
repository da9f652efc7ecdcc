// What an account does differently from the usual.
#include "admin/resource.h"

namespace wxnotice::admin {

using protocol::Json;
using protocol::Reply;

void ApplySettings(Fields& fields, mock::OpenAccount& account) {
  const Json& settings = fields.Raw("settings");
  if (settings.is_null()) return;
  if (!settings.is_object())
    return fields.Fail("\"settings\" must be an object of names and values");
  for (const auto& [name, value] : settings.items()) {
    const auto set = account->settings.Set(name, protocol::TextOf(settings, name).value_or(""));
    if (!set) fields.Fail(set.error());
  }
}

Reply PutSettings(Context& context) {
  const auto sandbox = context.Account();
  if (!context.fields.Has("settings")) context.fields.Fail("\"settings\" is missing");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::OpenAccount account = sandbox->Open(context.mock.Now());
  const mock::Settings before = account->settings;
  ApplySettings(context.fields, account);
  if (const std::string error = context.fields.Error(); !error.empty()) {
    account->settings = before;
    return Problem(400, error);
  }
  return JsonReply({{"appid", account->appid}, {"settings", account->settings.changed()}});
}

}  // namespace wxnotice::admin
