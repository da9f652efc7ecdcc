// The options that all commands of the linter share. Not thread-safe.
#ifndef WXNOTICE_CLI_LINTER_OPTIONS_H_
#define WXNOTICE_CLI_LINTER_OPTIONS_H_

#include <string>
#include <vector>

#include "cli/command.h"
#include "wxnotice.h"

namespace wxnotice::cli {

struct LinterFlags {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> severity;  // "RULE=LEVEL"
  std::string family = "template-message";
  std::string rules;
  std::string library;
  bool no_library = false;
};

// Adds --select, --ignore, --severity, --rules, --family, --library and --no-library. `flags` must
// outlive `app`.
void AddLinterFlags(CLI::App& app, LinterFlags& flags);
Options ToOptions(const LinterFlags& flags, const Session& session);
Language LanguageOf(const Session& session);

}  // namespace wxnotice::cli

#endif  // WXNOTICE_CLI_LINTER_OPTIONS_H_
