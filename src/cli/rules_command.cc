// wxnotice rules [ID]: the rules, or one explained.
#include <algorithm>
#include <iostream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/edit_distance.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/linter_options.h"
#include "wxnotice.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RulesFlags {
  std::string id;
  LinterFlags linter;
  std::string format = "text";
};

Json ToJson(const RuleInfo& rule) {
  Json severity = Json::object();
  for (const auto& [family, level] : rule.severity)
    severity[std::string(NameOf(family))] = NameOf(level);
  return {{"id", rule.id},        {"clause", rule.clause.empty() ? Json() : Json(rule.clause)},
          {"severity", severity}, {"summary", rule.summary},
          {"why", rule.why},      {"source", rule.source},
          {"good", rule.good},    {"bad", rule.bad}};
}

std::string SeverityOf(const RuleInfo& rule, Family family) {
  const auto found = rule.severity.find(family);
  return found == rule.severity.end() ? "off" : std::string(NameOf(found->second));
}

void List(const std::vector<RuleInfo>& rules, Family family, std::ostream& out) {
  for (const RuleInfo& rule : rules) {
    std::string id = rule.id;
    id.resize(std::max<size_t>(id.size(), 22), ' ');
    std::string severity = SeverityOf(rule, family);
    severity.resize(std::max<size_t>(severity.size(), 8), ' ');
    out << id << ' ' << (rule.clause.empty() ? "-  " : rule.clause) << "  " << severity << ' '
        << rule.summary << '\n';
  }
}

void Explain(const RuleInfo& rule, bool chinese, std::ostream& out) {
  out << rule.id << (rule.clause.empty() ? "" : " [" + rule.clause + "]") << "  " << rule.summary
      << "\n\n"
      << rule.why << "\n\n";
  for (const auto& [family, severity] : rule.severity)
    out << "  " << NameOf(family) << ": " << NameOf(severity) << '\n';
  out << '\n' << (chinese ? "不合格：" : "Bad:") << '\n';
  for (const std::string& bad : rule.bad) out << "  " << bad << '\n';
  out << (chinese ? "合格：" : "Good:") << '\n';
  for (const std::string& good : rule.good) out << "  " << good << '\n';
  out << (chinese ? "来源：" : "Source: ") << rule.source << '\n';
}

int RunRules(const RulesFlags& flags, Session& session) {
  std::string error;
  const auto linter = Linter::Builtin(ToOptions(flags.linter, session), &error);
  if (!linter) {
    session.streams.err << "wxnotice: " << error << '\n';
    return kExitUsage;
  }
  const std::vector<RuleInfo> rules = linter->Rules();
  if (flags.id.empty()) {
    if (flags.format == "json") {
      Json all = Json::array();
      for (const RuleInfo& rule : rules) all.push_back(ToJson(rule));
      session.streams.out << all.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
      List(rules, ParseFamily(flags.linter.family).value_or(Family::kTemplateMessage),
           session.streams.out);
    }
    return kExitOk;
  }
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const RuleInfo& rule) {
    return rule.id == flags.id || rule.clause == flags.id;
  });
  if (found == rules.end()) {
    std::vector<std::string> known;
    for (const RuleInfo& rule : rules) known.push_back(rule.id);
    const std::string near = base::Nearest(flags.id, known);
    session.streams.err << "wxnotice: unknown rule \"" << flags.id << "\"; "
                        << (near.empty() ? "`wxnotice rules` lists them"
                                         : "did you mean \"" + near + "\"?")
                        << '\n';
    return kExitUsage;
  }
  if (flags.format == "json") {
    session.streams.out << ToJson(*found).dump(-1, ' ', false, Json::error_handler_t::replace)
                        << '\n';
  } else {
    Explain(*found, session.lang == "zh", session.streams.out);
  }
  return kExitOk;
}

}  // namespace

Action AddRules(CLI::App& app, Session& session) {
  auto flags = std::make_shared<RulesFlags>();
  app.add_option("id", flags->id,
                 "A rule (title-ending) or clause (1.3) to explain; without it all are listed");
  app.add_option("--format", flags->format, "Form of the answer: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  AddLinterFlags(app, flags->linter);
  return [flags, &session] { return RunRules(*flags, session); };
}

}  // namespace wxnotice::cli
