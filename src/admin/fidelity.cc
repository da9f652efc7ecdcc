// What the mock imitates, with source and confidence, from the tables that it uses.
#include "admin/resource.h"
#include "mock/apis.h"
#include "protocol/behaviour.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Behaviour;
using protocol::Json;
using protocol::Reply;

Json FidelitySchema() {
  return Object(
      {{"apis", ListOf(Object({{"path", String()}, {"api", String()}, {"source", String()}}))},
       {"errcodes", ListOf(Object({{"errcode", Integer()},
                                   {"errmsg", String()},
                                   {"when", BothLanguages()},
                                   {"source", String()},
                                   {"confidence", OneOf({"high", "medium", "low"})}}))},
       {"reasons", ListOf(Object({{"reason", String()},
                                  {"errcode", OrNull(Integer())},
                                  {"why", BothLanguages()},
                                  {"basis", String()},
                                  {"source", String()}}))},
       {"settings", ListOf(Object({{"setting", String()},
                                   {"default", String()},
                                   {"values", OrNull(ListOf(String()))},
                                   {"what", BothLanguages()},
                                   {"basis", String()},
                                   {"source", String()}}))},
       {"penalties", ListOf(Object({{"penalty", String()},
                                    {"ban_days", OrNull(Count("0: permanently"))},
                                    {"source", String()}}))}});
}

Reply GetFidelity(Context& context) {
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const Behaviour& table = Behaviour::Builtin();
  Json apis = Json::array();
  for (const mock::Api& api : mock::Apis()) {
    apis.push_back({{"path", api.path}, {"api", api.name}, {"source", api.source}});
  }
  Json errcodes = Json::array();
  for (const auto& row : table.errcodes()) {
    errcodes.push_back({{"errcode", row.code},
                        {"errmsg", row.errmsg},
                        {"when", Both(row.when)},
                        {"source", row.source},
                        {"confidence", row.confidence}});
  }
  Json reasons = Json::array();
  for (const auto& row : table.reasons()) {
    reasons.push_back({{"reason", row.name},
                       {"errcode", row.errcode == 0 ? Json() : Json(row.errcode)},
                       {"why", Both(row.why)},
                       {"basis", row.basis},
                       {"source", row.source}});
  }
  Json settings = Json::array();
  for (const auto& row : table.settings()) {
    settings.push_back({{"setting", row.name},
                        {"default", row.default_value},
                        {"values", row.values.empty() ? Json() : Json(row.values)},
                        {"what", Both(row.what)},
                        {"basis", row.basis},
                        {"source", row.source}});
  }
  Json penalties = Json::array();
  for (const auto& row : table.penalties()) {
    penalties.push_back({{"penalty", row.name},
                         {"ban_days", row.ban_days ? Json(*row.ban_days) : Json()},
                         {"source", row.source}});
  }
  return JsonReply({{"apis", apis},
                    {"errcodes", errcodes},
                    {"reasons", reasons},
                    {"settings", settings},
                    {"penalties", penalties}});
}

}  // namespace

Resource FidelityResource() {
  return {.name = "fidelity",
          .what = "What the mock imitates, with source and confidence",
          .schemas = {{"Fidelity", FidelitySchema()}},
          .routes = {{.method = "GET",
                      .path = "/__admin/fidelity",
                      .what = "List every API, errcode, reason, setting and penalty",
                      .handle = GetFidelity,
                      .answers = {{200, "the tables", Ref("Fidelity")}},
                      .slow = true}}};
}

}  // namespace wxnotice::admin
