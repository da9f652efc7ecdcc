// The verbs as JSON, for whoever wants the command of a request: the console does.
#include <nlohmann/json.hpp>

#include "cli/admin_verb.h"

namespace wxnotice::cli {
namespace {

using Json = nlohmann::ordered_json;

const char* KindName(const Param& param) {
  if (param.field == "@file") return "file";
  switch (param.kind) {
    case ParamKind::kList:
      return "list";
    case ParamKind::kPairs:
      return "pairs";
    case ParamKind::kNamed:
      return "named";
    case ParamKind::kSteps:
      return "steps";
    case ParamKind::kFlag:
      return "flag";
    default:
      return "text";
  }
}

// Without those that leave no trace in the request.
Json DescribeArguments(const AdminVerb& verb) {
  Json arguments = Json::array();
  for (const Param& param : verb.params) {
    if (param.field == "@har" || param.field == "@timeout") continue;
    const std::string field = param.field.substr(param.field.front() == '@' ? 1 : 0);
    // Without a name, `scenario` sends another request: that of `scenario list`.
    const bool required = param.kind == ParamKind::kRequired || param.field == "@scenario";
    Json argument = {
        {"flag", param.flag}, {"field", field}, {"kind", KindName(param)}, {"required", required}};
    if (param.kind == ParamKind::kFlag) argument["value"] = Json::parse(param.json);
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

}  // namespace

std::string DescribeVerbs() {
  Json rows = Json::array();
  for (const AdminCommand& command : AdminCommands()) {
    for (const AdminVerb& verb : command.verbs) {
      Json row = {
          {"method", verb.method},
          {"path", verb.path},
          {"command", std::string(command.name) + (*verb.name == '\0' ? "" : " ") + verb.name},
          {"account", verb.account},
          {"fixed", *verb.fixed == '\0' ? Json::object() : Json::parse(verb.fixed)},
          {"arguments", DescribeArguments(verb)}};
      if (*verb.all_path != '\0') {
        Json all = row;
        all["path"] = verb.all_path;
        all["command"] = row["command"].get<std::string>() + " all";
        all["arguments"] = Json::array();
        rows.push_back(std::move(all));
      }
      rows.push_back(std::move(row));
    }
  }
  return rows.dump();
}

}  // namespace wxnotice::cli
