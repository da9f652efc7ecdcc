#include "cli/admin_commands.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/admin_call.h"
#include "cli/checks.h"
#include "cli/help.h"

namespace wxnotice::cli {
namespace {

// A verb, its CLI11 command, and the values of the command line.
struct Chosen {
  const AdminVerb* verb;
  CLI::App* app;
  AdminValues values;                 // by Param::flag
  std::map<std::string, bool> flags;  // by Param::flag
};

// `only`: `app` runs nothing but this verb.
void AddParam(const Param& param, CLI::App& app, Chosen& chosen, bool only) {
  if (param.kind == ParamKind::kFlag) {
    app.add_flag(param.flag, chosen.flags[param.flag], param.help);
    return;
  }
  CLI::Option* option = app.add_option(param.flag, chosen.values[param.flag], param.help);
  const bool many = param.kind == ParamKind::kList || param.kind == ParamKind::kPairs ||
                    param.kind == ParamKind::kNamed || param.kind == ParamKind::kSteps;
  if (many && *param.flag == '-') {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  } else if (!many) {
    option->expected(1);
  }
  option->required(only && param.kind == ParamKind::kRequired);
  if (param.kind == ParamKind::kWait) option->type_name("DURATION");
  if (param.kind == ParamKind::kPairs) option->type_name("PATH=VALUE");
  if (param.field == "@har") option->type_name("FILE");
}

std::shared_ptr<Chosen> AddVerb(const AdminVerb& verb, CLI::App& app, bool only) {
  auto chosen = std::make_shared<Chosen>(Chosen{&verb, &app, {}, {}});
  for (const Param& param : verb.params) AddParam(param, app, *chosen, only);
  return chosen;
}

// The values by Param::flag and by Param::field, flags that were given included.
AdminValues ValuesOf(const Chosen& chosen) {
  AdminValues values = chosen.values;
  for (const auto& [flag, given] : chosen.flags) {
    if (given) values[flag] = {"true"};
  }
  for (const Param& param : chosen.verb->params) {
    const auto given = values.find(std::string(param.flag));
    if (given != values.end()) values[param.field] = given->second;
  }
  return values;
}

}  // namespace

Action AddAdminCommand(const AdminCommand& command, CLI::App& app, Session& session) {
  auto target = std::make_shared<AdminTarget>();
  app.option_defaults()->group(kSharedOptions);
  app.add_option("--url", target->url,
                 "Address of the server, or of its admin API [default: http://127.0.0.1:8380]");
  app.add_option("--appid", target->appid,
                 "Appid of the account [default: the first account of the server]");
  app.add_option("--admin-token", target->admin_token,
                 "Token that the server was started with (`serve --admin-token`)");
  app.add_option("--format", target->format, "Format of the output; json is the server's answer")
      ->check(IsOneOf({"text", "json"}))
      ->capture_default_str();
  // The first verb is the default: its options are those of the command too.
  const AdminVerb& first = command.verbs.front();
  app.option_defaults()->group(*first.name == '\0'
                                   ? "Options"
                                   : "Options of the default action, " + std::string(first.name));
  std::vector<std::shared_ptr<Chosen>> all = {AddVerb(first, app, *first.name == '\0')};
  for (const AdminVerb& verb : command.verbs) {
    if (*verb.name == '\0') continue;
    CLI::App* action = app.add_subcommand(verb.name, verb.help);
    action->group("Actions")->fallthrough()->option_defaults()->group("Options");
    all.push_back(AddVerb(verb, *action, true));
  }
  app.require_subcommand(0, 1);
  return [all, target, &session] {
    const Chosen* chosen = all.front().get();
    for (const auto& one : all) {
      if (one != all.front() && one->app->parsed()) chosen = one.get();
    }
    return CallAdmin(*chosen->verb, ValuesOf(*chosen), *target, session);
  };
}

}  // namespace wxnotice::cli
