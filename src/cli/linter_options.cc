#include "cli/linter_options.h"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace wxnotice::cli {

namespace {

CLI::Validator IsAssignment() {
  return CLI::Validator(
      [](std::string& text) {
        return text.find('=') == std::string::npos ? "must be RULE=LEVEL, like title-ending=warning"
                                                   : std::string();
      },
      "RULE=LEVEL");
}

}  // namespace

void AddLinterFlags(CLI::App& app, LinterFlags& flags) {
  app.add_option("--select", flags.select,
                 "Only these rules (ids, clauses, or beginnings like title-)")
      ->delimiter(',')
      ->allow_extra_args(false);  // else it would take the paths after it
  app.add_option("--ignore", flags.ignore, "Not these rules")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--family", flags.family,
                 "Whose rules: template-message, subscribe or official-account")
      ->check(CLI::IsMember({"template-message", "subscribe", "official-account"}));
  app.add_option("--severity", flags.severity,
                 "RULE=LEVEL: error, warning, info or off; may be repeated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(IsAssignment());
  app.add_option("--rules", flags.rules,
                 "Folder of rule files that add to or override the built-in ones")
      ->type_name("DIR");
  app.add_option("--library", flags.library,
                 "File of titles that exist already, beside the built-in ones")
      ->type_name("FILE");
  app.add_flag("--no-library", flags.no_library, "Do not compare with the library");
}

Language LanguageOf(const Session& session) {
  return session.lang == "zh" ? Language::kChinese : Language::kEnglish;
}

Options ToOptions(const LinterFlags& flags, const Session& session) {
  Options options;
  options.family = ParseFamily(flags.family).value_or(Family::kTemplateMessage);
  options.language = LanguageOf(session);
  options.select = flags.select;
  options.ignore = flags.ignore;
  options.rules_dir = flags.rules;
  options.library_file = flags.library;
  options.use_library = !flags.no_library;
  for (const std::string& one : flags.severity) {
    const size_t cut = std::min(one.find('='), one.size() - 1);
    options.severity.emplace_back(one.substr(0, cut), one.substr(cut + 1));
  }
  return options;
}

}  // namespace wxnotice::cli
