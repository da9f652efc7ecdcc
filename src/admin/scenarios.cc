// Scenarios: named states of an account, made by calls of the admin API (fixtures/scenarios).
#include "admin/resource.h"
#include "admin/routes.h"
#include "base/embedded.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

// The scenarios compiled into the program.
Json Builtin() {
  Json list = Json::array();
  for (const embedded::File& file : embedded::Scenarios()) {
    if (auto scenario = protocol::ParseJson(file.bytes)) list.push_back(std::move(*scenario));
  }
  return list;
}

Json StepsSchema() {
  return ListOf(Object({{"method", String()}, {"path", String()}, {"body?", AnyObject()}}),
                "your own steps; appid is added to each body");
}

Members ScenarioMembers() {
  return {{"scenario", String()},
          {"what", BothLanguages()},
          {"source", String()},
          {"steps", StepsSchema()}};
}

// Runs one step for the account. Returns the error, or "".
std::string Take(Context& context, const std::string& appid, const Json& step) {
  const std::string method = protocol::TextOf(step, "method").value_or("");
  const std::string path = protocol::TextOf(step, "path").value_or("");
  const RouteMatch match = FindRoute(method, path);
  if (match.route == nullptr || match.route->handle == RunScenario)
    return "no such step: " + method + " " + path;
  Json body = step.contains("body") ? step["body"] : Json::object();
  const bool document = !match.route->document.is_null();
  Json fields = document ? Json::object() : body;
  if (!fields.is_object()) return path + ": \"body\" must be an object";
  fields["appid"] = appid;
  Context inner{context.mock,
                context.now,
                context.options,
                context.auditor,
                context.request,
                match.param,
                Fields(std::move(fields), match.route->fields)};
  if (document) inner.document = std::move(body);
  const Reply reply = protocol::Finish(match.route->handle(inner));
  if (reply.wait != nullptr || reply.stream != nullptr)
    return path +
           ": a step cannot wait; leave out \"within\", \"settle\" and \"timeout\", or call it "
           "outside of the scenario";
  const std::string detail = DetailOf(reply);
  return detail.empty() ? detail : path + ": " + detail;
}

Reply ListScenarios(Context& context) {
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const Json list = Builtin();
  return JsonReply({{"total", list.size()}, {"scenarios", list}});
}

}  // namespace

Reply RunScenario(Context& context) {
  const std::string name = context.fields.Text("scenario").value_or("");
  Json steps = context.fields.Raw("steps");
  const auto sandbox = context.Account();
  std::string known;
  if (steps.is_null()) {
    for (const Json& scenario : Builtin()) {
      if (scenario["scenario"] == name) steps = scenario["steps"];
      known += (known.empty() ? "" : ", ") + scenario["scenario"].get<std::string>();
    }
  }
  const bool own = context.fields.Has("steps");
  if (own && !steps.is_array())
    context.fields.Fail(R"("steps" must be a list of {"method","path","body"})");
  if (!own && !steps.is_array())
    context.fields.Fail("no scenario \"" + name + "\"; there are " + known);
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  size_t number = 0;
  for (const Json& step : steps) {
    ++number;
    if (const std::string error = Take(context, sandbox->appid(), step); !error.empty()) {
      return Problem(400, "step " + std::to_string(number) + " of " + std::to_string(steps.size()) +
                              ": " + error +
                              (number == 1 ? "" : "; the steps before it were done"));
    }
  }
  return JsonReply({{"scenario", name}, {"appid", sandbox->appid()}, {"steps", steps.size()}});
}

Resource ScenariosResource() {
  return {
      .name = "scenarios",
      .what = "Named states, written as steps of this API",
      .schemas = {{"Scenario", Object(ScenarioMembers())}},
      .routes = {
          {.method = "GET",
           .path = "/__admin/scenarios",
           .what = "List the built-in scenarios",
           .handle = ListScenarios,
           .answers = {{200, "the scenarios", PageOf("scenarios", Ref("Scenario"))}},
           .slow = true},
          {.method = "POST",
           .path = "/__admin/scenarios",
           .what = "Bring an account into a scenario",
           .handle = RunScenario,
           .fields = {{"scenario?", String("a built-in scenario, or the name of your own", "busy")},
                      {"steps?", StepsSchema()},
                      {"what?", Anything("what your own scenario is for")},
                      {"source?", String("where its behaviour is documented")},
                      AppidField()},
           .answers = {{200, "the steps are done",
                        Object({{"scenario", String()}, {"appid", String()}, {"steps", Count()}})}},
           .slow = true}}};
}

}  // namespace wxnotice::admin
