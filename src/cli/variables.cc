#include "cli/variables.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "base/edit_distance.h"
#include "cli/settings.h"

namespace wxnotice::cli {
namespace {

// `exec` sets it for its program, so it is not the variable of `ca export --file`.
constexpr std::string_view kSetByExec = "WXNOTICE_CA_FILE";

struct SharedVariable {
  const char* key;
  const char* name;
  bool of_clients;  // only for commands that talk to a server, which have --url
};

// In order of precedence.
constexpr SharedVariable kShared[] = {{"lang", "WXNOTICE_LANG", false},
                                      {"config", "WXNOTICE_CONFIG", false},
                                      {"data_dir", "WXNOTICE_DATA_DIR", false},
                                      {"url", "WXNOTICE_URL", true},
                                      {"url", "WXNOTICE_ADMIN_URL", true},
                                      {"appid", "WXNOTICE_APPID", true},
                                      {"admin_token", "WXNOTICE_ADMIN_TOKEN", true}};

bool IsSet(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value != nullptr && *value != '\0';
}

// The variable that sets the option in this environment, or "".
std::string FindVariable(CLI::App& command, const std::string& key) {
  std::string own = VariableOf(command.get_name(), key);
  if (own != kSetByExec && IsSet(own)) return own;
  const bool is_client = command.get_option_no_throw("--url") != nullptr;
  for (const SharedVariable& shared : kShared) {
    if (key == shared.key && (is_client || !shared.of_clients) && IsSet(shared.name))
      return shared.name;
  }
  return "";
}

std::vector<std::string> ValuesOf(const CLI::Option& option, const std::string& text) {
  const bool many = option.get_items_expected_max() > 1 ||
                    option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  return many ? CLI::detail::split(text, ',') : std::vector<std::string>{text};
}

// `known`: the variables of the command, without `prefix`.
std::vector<std::string> WarnOfUnknown(const std::string& command, const std::string& prefix,
                                       const std::vector<std::string>& known) {
  std::vector<std::string> warnings;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string name(text.substr(0, text.find('=')));
    if (!name.starts_with(prefix) || name == kSetByExec) continue;
    const std::string setting = name.substr(prefix.size());
    if (std::find(known.begin(), known.end(), setting) != known.end()) continue;
    const std::string nearest = base::Nearest(setting, known);
    std::string warning = "warning: the variable ";
    warning.append(name).append(" is not a setting of `wxnotice ").append(command).append("`; ");
    if (nearest.empty()) {
      warning.append("`wxnotice ").append(command).append(" --help` lists the options");
    } else {
      warning.append("did you mean ").append(prefix).append(nearest).append("?");
    }
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

}  // namespace

std::string VariableOf(std::string_view command, std::string_view key) {
  std::string name = "WXNOTICE_" + std::string(command) + "_" + std::string(key);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return c == '-' ? '_' : std::toupper(c); });
  return name;
}

base::Result<std::vector<std::string>> ApplyVariables(CLI::App& command) {
  const std::string prefix = VariableOf(command.get_name(), "");
  std::vector<std::string> known;
  for (const auto& [key, option] : SettingsOf(command)) {
    known.push_back(VariableOf(command.get_name(), key).substr(prefix.size()));
    std::string name = FindVariable(command, key);
    if (name.empty() || option->count() > 0) continue;
    const std::string problem = SetOption(*option, ValuesOf(*option, std::getenv(name.c_str())));
    if (!problem.empty()) return base::Error{name.append(": ").append(problem)};
  }
  return WarnOfUnknown(command.get_name(), prefix, known);
}

}  // namespace wxnotice::cli
