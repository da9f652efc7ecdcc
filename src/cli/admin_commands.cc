#include "cli/admin_commands.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/admin_call.h"

namespace wxnotice::cli {
namespace {

// A verb as it stands on the command line, with what was given.
struct Chosen {
  const AdminVerb* verb;
  CLI::App* app;
  AdminValues values;                 // by Param::flag
  std::map<std::string, bool> flags;  // likewise
};

void AddParam(const Param& param, CLI::App& app, Chosen& chosen) {
  if (param.kind == ParamKind::kFlag) {
    app.add_flag(param.flag, chosen.flags[param.flag], param.help);
    return;
  }
  CLI::Option* option = app.add_option(param.flag, chosen.values[param.flag], param.help);
  const bool many = param.kind == ParamKind::kList || param.kind == ParamKind::kPairs;
  if (many && *param.flag == '-') {
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  } else if (!many) {
    option->expected(1);
  }
  option->type_name(*param.flag == '-' ? "VALUE" : "");
}

std::shared_ptr<Chosen> AddVerb(const AdminVerb& verb, CLI::App& app) {
  auto chosen = std::make_shared<Chosen>(Chosen{&verb, &app, {}, {}});
  for (const Param& param : verb.params) AddParam(param, app, *chosen);
  return chosen;
}

// Flags count as given when they are; local fields are known to `prepare` by their names.
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
  app.add_option("--url", target->url, "Where the server is (default http://127.0.0.1:8380)");
  app.add_option("--appid", target->appid, "The account (default: the server's first)");
  app.add_option("--admin-token", target->admin_token, "What `serve --admin-token` was given");
  app.add_option("--format", target->format, "text, or json: as the server answers")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  // The first verb may be named or not.
  std::vector<std::shared_ptr<Chosen>> all = {AddVerb(command.verbs.front(), app)};
  for (const AdminVerb& verb : command.verbs) {
    if (*verb.name == '\0') continue;
    CLI::App* action = app.add_subcommand(verb.name, verb.help);
    action->fallthrough();
    all.push_back(AddVerb(verb, *action));
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
