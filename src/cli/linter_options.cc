#include "cli/linter_options.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/checks.h"

namespace wxnotice::cli {

namespace {

CLI::Validator IsAssignment() {
  return CLI::Validator(
      [](std::string& text) {
        return text.find('=') == std::string::npos
                   ? "\"" + text + "\" is not RULE=LEVEL, for example title-ending=warning"
                   : std::string();
      },
      "RULE=LEVEL");
}

}  // namespace

void AddLinterFlags(CLI::App& app, LinterFlags& flags) {
  app.option_defaults()->group("Rules");
  app.add_option(
         "--select", flags.select,
         "Check only these rules: ids, clauses, or prefixes such as title-; separated by commas")
      ->delimiter(',')
      ->allow_extra_args(false)  // otherwise it takes the paths after it
      ->type_name("RULES");
  app.add_option("--ignore", flags.ignore, "Skip these rules")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("RULES");
  app.add_option("--family", flags.family, "Use the rules of this kind of message")
      ->check(IsOneOf({"template-message", "subscribe", "official-account"}))
      ->capture_default_str();
  app.add_option("--severity", flags.severity,
                 "Set the severity of a rule to error, warning, info or off; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(IsAssignment());
  app.add_option("--rules", flags.rules,
                 "Folder of rule files that add to or override the built-in rules")
      ->type_name("DIR");
  app.add_option("--library", flags.library,
                 "File of titles that already exist, in addition to the built-in library")
      ->type_name("FILE");
  app.add_flag("--no-library", flags.no_library, "Do not compare titles with the library");
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
