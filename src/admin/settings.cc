// The settings of an account.
#include "admin/resource.h"
#include "protocol/behaviour.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

// Every value is a string; numbers and booleans are converted.
Json SettingSchema(const protocol::Setting& row) {
  Json schema = row.values.empty() ? Json{{"type", {"string", "integer"}}} : OneOf(row.values);
  schema["description"] = row.what.en;
  schema["default"] = row.default_value;
  return schema;
}

Reply PutSettings(Context& context) {
  const auto sandbox = context.Account();
  if (!context.fields.Has("settings")) context.fields.Fail("\"settings\" is missing");
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.now);
  const mock::Settings before = account->settings;
  ApplySettings(context.fields, account);
  if (const std::string error = context.fields.Error(); !error.empty()) {
    account->settings = before;
    return Problem(400, error);
  }
  return JsonReply({{"appid", account->appid}, {"settings", account->settings.changed()}});
}

}  // namespace

Json SettingsSchema() {
  Members members;
  for (const auto& row : protocol::Behaviour::Builtin().settings())
    members.emplace_back(row.name + "?", SettingSchema(row));
  return Object(members, "names and values; see the table of settings");
}

void ApplySettings(Fields& fields, mock::LockedAccount& account) {
  const Json& settings = fields.Raw("settings");
  if (settings.is_null()) return;
  if (!settings.is_object())
    return fields.Fail("\"settings\" must be an object of names and values");
  for (const auto& [name, value] : settings.items()) {
    const auto set = account->settings.Set(name, protocol::TextOf(settings, name).value_or(""));
    if (!set) fields.Fail(set.error());
  }
}

Resource SettingsResource() {
  return {
      .name = "settings",
      .what = "How an account differs from the usual",
      .routes = {{.method = "PUT",
                  .path = "/__admin/settings",
                  .what = "Change settings",
                  .handle = PutSettings,
                  .fields = {{"settings", SettingsSchema()}, AppidField()},
                  .answers = {{200, "all settings that were changed",
                               Object({{"appid", String()}, {"settings", MapOf(String())}})}}}}};
}

}  // namespace wxnotice::admin
