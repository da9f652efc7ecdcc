// What an account is set to do differently: the rows of fixtures/behaviour/settings.json. Not
// thread-safe: the sandbox's lock guards it.
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
  // Refuses an unknown name, naming those there are, and a value that the setting does not take.
  base::Result<bool> Set(std::string_view name, const std::string& value);

  // REQUIRES: `name` is a row.
  const std::string& Text(std::string_view name) const;
  int64_t Number(std::string_view name) const;
  base::Duration Duration(std::string_view name) const;

  const std::map<std::string, std::string, std::less<>>& changed() const { return changed_; }

 private:
  std::map<std::string, std::string, std::less<>> changed_;
};

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_ACCOUNT_SETTINGS_H_
