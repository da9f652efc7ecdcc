#include "mock/account/settings.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "base/time.h"
#include "protocol/behaviour.h"

namespace wxnotice::mock {
namespace {

using protocol::Behaviour;
using protocol::Setting;

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() < 16 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A setting accepts the values in its row; otherwise a number or a duration, like its default.
bool Takes(const Setting& setting, const std::string& value) {
  if (!setting.values.empty()) {
    return std::find(setting.values.begin(), setting.values.end(), value) != setting.values.end();
  }
  return IsNumber(setting.default_value) ? IsNumber(value) : base::ParseDuration(value).has_value();
}

}  // namespace

base::Result<bool> Settings::Set(std::string_view name, const std::string& value) {
  const Setting* setting = Behaviour::Builtin().FindSetting(name);
  if (setting == nullptr) {
    std::string known;
    for (const Setting& row : Behaviour::Builtin().settings())
      known += (known.empty() ? "" : ", ") + row.name;
    return base::Error{"no setting \"" + std::string(name) + "\"; there are " + known};
  }
  if (!Takes(*setting, value)) {
    std::string wanted;
    for (const std::string& allowed : setting->values)
      wanted += (wanted.empty() ? "" : " or ") + allowed;
    if (wanted.empty()) wanted = "something like " + setting->default_value;
    return base::Error{"setting \"" + std::string(name) + "\" takes " + wanted + ", not \"" +
                       value + "\""};
  }
  changed_[std::string(name)] = value;
  return true;
}

const std::string& Settings::Text(std::string_view name) const {
  if (const auto found = changed_.find(name); found != changed_.end()) return found->second;
  const Setting* setting = Behaviour::Builtin().FindSetting(name);
  assert(setting != nullptr);
  return setting->default_value;
}

int64_t Settings::Number(std::string_view name) const {
  const std::string& text = Text(name);
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

base::Duration Settings::Duration(std::string_view name) const {
  return base::ParseDuration(Text(name)).value_or(base::Duration(0));
}

}  // namespace wxnotice::mock
