#include "cli/help.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "cli/checks.h"

namespace wxnotice::cli {
namespace {

constexpr size_t kColumns = 80;
constexpr size_t kWidestName = 26;  // a wider name has its description on the next line

struct Row {
  std::string name;
  std::string text;
};

std::string Upper(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c == '-' ? '_' : base::UpperAscii(c); });
  return name;
}

// Appends `text`, broken at blanks. The first line starts at column `at`, the others at `indent`.
void AppendWrapped(std::string_view text, size_t at, size_t indent, std::string& out) {
  while (!text.empty()) {
    const size_t size = std::min(text.find(' '), text.size());
    if (at > indent && at + 1 + size > kColumns) {
      out += '\n' + std::string(indent, ' ');
      at = indent;
    } else if (at > indent) {
      out += ' ';
      ++at;
    }
    out += text.substr(0, size);
    at += size;
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  out += '\n';
}

void AppendTable(const std::string& title, const std::vector<Row>& rows, std::string& out) {
  if (rows.empty()) return;
  size_t widest = 0;
  for (const Row& row : rows) {
    if (row.name.size() <= kWidestName) widest = std::max(widest, row.name.size());
  }
  const size_t indent = widest + 4;
  out += '\n' + title + ":\n";
  for (const Row& row : rows) {
    out += "  " + row.name;
    if (row.name.size() > widest) {
      out += '\n' + std::string(indent, ' ');
    } else {
      out += std::string(indent - 2 - row.name.size(), ' ');
    }
    AppendWrapped(row.text, indent, indent, out);
  }
}

bool IsFlag(const CLI::Option& option) {
  return option.get_type_size() == 0;
}

// CLI11 joins the type name and the descriptions of the checks: "TEXT:{text,json}".
std::string TypeName(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

// "text, json" of a IsOneOf check, or "".
std::string Choices(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const size_t open = type.find(":{");
  if (open == std::string::npos) return "";
  std::string choices;
  for (const char c : type.substr(open + 2, type.rfind('}') - open - 2))
    choices += c == ',' ? ", " : std::string(1, c);
  return choices;
}

std::string NameOf(const CLI::Option& option) {
  std::string name =
      option.get_snames().empty() ? "    " : "-" + option.get_snames().front() + ", ";
  const std::string& long_name = option.get_lnames().front();
  name += "--" + long_name;
  if (IsFlag(option)) return name;
  const std::string type = TypeName(option);
  const bool plain = type == "TEXT" || type == "INT" || type == "UINT" || type == "FLOAT";
  return name + ' ' + (plain ? Upper(long_name) : type);
}

bool TakesMany(const CLI::Option& option) {
  return option.get_items_expected_max() > 1;
}

std::string PositionalName(const CLI::Option& option) {
  return Upper(option.get_name(true)) + (TakesMany(option) ? "..." : "");
}

std::string TextOf(const CLI::Option& option) {
  std::string text = option.get_description();
  const std::string choices = Choices(option);
  if (!choices.empty()) text += " [values: " + choices + "]";
  if (!IsFlag(option) && !option.get_default_str().empty())
    text += " [default: " + option.get_default_str() + "]";
  return text;
}

bool IsShared(const CLI::App& app, const CLI::Option& option) {
  return option.get_group() == kSharedOptions || &option == app.get_help_ptr();
}

std::vector<Row> OptionRows(const CLI::App& app, const std::string& group) {
  std::vector<Row> rows;
  for (const CLI::Option* option : app.get_options({})) {
    if (!option->get_positional() && !IsShared(app, *option) && option->get_group() == group)
      rows.push_back({NameOf(*option), TextOf(*option)});
  }
  return rows;
}

// Includes those of the action's command. --help comes last.
std::vector<Row> SharedRows(const CLI::App& app) {
  std::vector<Row> rows;
  for (const CLI::App* at : {app.get_parent(), &app}) {
    if (at == nullptr || (at != &app && at->get_parent() == nullptr)) continue;
    for (const CLI::Option* option : at->get_options({})) {
      if (option->get_group() == kSharedOptions) rows.push_back({NameOf(*option), TextOf(*option)});
    }
  }
  if (const CLI::Option* help = app.get_help_ptr())
    rows.push_back({NameOf(*help), "Show this help"});
  return rows;
}

void AppendUsage(const CLI::App& app, const std::string& name, const std::string& tail,
                 std::string& out) {
  std::string usage = "Usage: " + name;
  if (!app.get_subcommands({}).empty())
    usage += app.get_require_subcommand_min() > 0 || app.get_parent() == nullptr ? " COMMAND"
                                                                                 : " [COMMAND]";
  usage += " [OPTIONS]";
  for (const CLI::Option* option : app.get_options({})) {
    if (!option->get_positional()) continue;
    const std::string positional = PositionalName(*option);
    usage += option->get_required() ? " " + positional : " [" + positional + "]";
  }
  AppendWrapped(usage + tail, 0, 0, out);
}

void AppendCommands(const CLI::App& app, std::string& out) {
  std::vector<std::pair<std::string, std::vector<Row>>> groups;
  for (const CLI::App* command : app.get_subcommands({})) {
    const std::string title =
        command->get_group() == "Subcommands" ? "Commands" : command->get_group();
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& one) { return one.first == title; });
    if (group == groups.end()) group = groups.emplace(group, title, std::vector<Row>());
    group->second.push_back({command->get_name(), command->get_description()});
  }
  for (const auto& [title, rows] : groups) AppendTable(title, rows, out);
}

// The command or action that was parsed, or `app`.
const CLI::App& Chosen(const CLI::App& app) {
  const CLI::App* chosen = &app;
  while (!chosen->get_subcommands().empty()) chosen = chosen->get_subcommands().front();
  return *chosen;
}

std::string SeeHelp(const CLI::App& app) {
  std::string name;
  for (const CLI::App* at = &Chosen(app); at != nullptr; at = at->get_parent())
    name.insert(0, at->get_name() + " ");
  return "see `" + name + "--help`";
}

std::vector<std::string> KnownCommands(const CLI::App& chosen) {
  std::vector<std::string> known;
  if (chosen.get_parent() == nullptr) known = {"help", "version"};
  for (const CLI::App* command : chosen.get_subcommands({})) known.push_back(command->get_name());
  return known;
}

std::vector<std::string> KnownOptions(const CLI::App& chosen) {
  std::vector<std::string> known;
  for (const CLI::App* at = &chosen; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options({})) {
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
  }
  return known;
}

// The option that an error of CLI11 is about: "--port: ..", "Could not convert: --port = ..".
const CLI::Option* OptionOf(const CLI::App& app, const std::string& message) {
  for (const CLI::App* at = &Chosen(app); at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options({})) {
      const std::string name = option->get_name();
      if (message.starts_with(name + ": ") || message.find(": " + name + " = ") < message.find('='))
        return option;
    }
  }
  return nullptr;
}

std::string Problem(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& chosen = Chosen(app);
  const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
  if (code == CLI::ExitCodes::RequiredError && chosen.get_require_subcommand_min() > 0)
    return "no action given; pass one of " + CLI::detail::join(KnownCommands(chosen), ", ");
  const CLI::Option* option = OptionOf(app, error.what());
  if (option == nullptr) return error.what();
  const std::string name =
      option->get_positional() ? Upper(option->get_name()) : option->get_name();
  const bool about_count = code == CLI::ExitCodes::ArgumentMismatch;
  return name + (about_count ? " " : ": ") + ValueProblem(*option, error);
}

}  // namespace

std::string MakeHelp(const CLI::App& app, const std::string& name, const std::string& usage_tail) {
  std::string out;
  AppendWrapped(app.get_description(), 0, 0, out);
  out += '\n';
  AppendUsage(app, name, usage_tail, out);
  AppendCommands(app, out);
  std::vector<Row> arguments;
  for (const CLI::Option* option : app.get_options({})) {
    if (option->get_positional()) arguments.push_back({PositionalName(*option), TextOf(*option)});
  }
  AppendTable("Arguments", arguments, out);
  for (const std::string& group : app.get_groups()) AppendTable(group, OptionRows(app, group), out);
  AppendTable(app.get_parent() == nullptr ? "Options" : kSharedOptions, SharedRows(app), out);
  if (!app.get_footer().empty()) out += '\n' + app.get_footer() + '\n';
  return out;
}

std::string UnknownArgument(const CLI::App& app) {
  const std::vector<std::string> unknown = app.remaining(true);
  if (unknown.empty()) return "";
  const bool is_option = unknown.front().starts_with("-");
  const std::string word = unknown.front().substr(0, unknown.front().find('='));
  const std::string nearest =
      base::Nearest(word, is_option ? KnownOptions(Chosen(app)) : KnownCommands(Chosen(app)));
  const char* what = is_option              ? "unknown option \""
                     : &Chosen(app) == &app ? "unknown command \""
                                            : "unexpected argument \"";
  return what + word + "\"; " +
         (nearest.empty() ? SeeHelp(app) : "did you mean \"" + nearest + "\"?");
}

std::string UsageError(const CLI::App& app, const CLI::ParseError& error) {
  // A misspelt action is also a missing one.
  const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
  if (code == CLI::ExitCodes::ExtrasError || code == CLI::ExitCodes::RequiredError) {
    std::string unknown = UnknownArgument(app);
    if (!unknown.empty()) return unknown;
  }
  return Problem(app, error) + "; " + SeeHelp(app);
}

}  // namespace wxnotice::cli
