// The settings of an account: rows of fixtures/behaviour/settings.json. Not thread-safe: the lock
// of the sandbox guards it.
#ifndef WXNOTICE_MOCK_ACCOUNT_SETTINGS_H_
#define WXNOTICE_MOCK_ACCOUNT_SETTINGS_H_

#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace wxnotice::mock {

class Settings {
 public:
  // Rejects an unknown name, listing the known ones, and a value that the setting does not accept.
  base::Result<bool> Set(std::string_view name, const std::string& value);

  // REQUIRES: `name` is a known setting.
  const std::string& Text(std::string_view name) const;
  int64_t Number(std::string_view name) const;
  base::Duration Duration(std::string_view name) const;

  const std::map<std::string, std::string, std::less<>>& changed() const { return changed_; }
  // What CallResult::Expected takes for a refusal that only comes because the setting was changed.
  std::string_view ExpectationOf(std::string_view name) const {
    return changed_.contains(name) ? "setting" : "";
  }

 private:
  std::map<std::string, std::string, std::less<>> changed_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SETTINGS_H_
