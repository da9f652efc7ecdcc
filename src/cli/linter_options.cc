#include "cli/linter_options.h"

#include <CLI/CLI.hpp>

namespace wxnotice::cli {

void AddLinterFlags(CLI::App& app, LinterFlags& flags) {
  app.add_option("--select", flags.select,
                 "Only these rules (ids, clauses, or beginnings like title-)")
      ->delimiter(',');
  app.add_option("--ignore", flags.ignore, "Not these rules")->delimiter(',');
  app.add_option("--family", flags.family,
                 "Whose rules: template-message, subscribe or official-account")
      ->check(CLI::IsMember({"template-message", "subscribe", "official-account"}));
  app.add_option("--rules", flags.rules,
                 "Folder of rule files that add to or override the built-in ones");
  app.add_option("--library", flags.library,
                 "File of titles that exist already, beside the built-in ones");
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
  return options;
}

}  // namespace wxnotice::cli
