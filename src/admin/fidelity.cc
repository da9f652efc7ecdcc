// What the mock imitates and how sure that is, from the tables that it answers from.
#include "admin/resource.h"
#include "mock/apis.h"
#include "protocol/behaviour.h"

namespace wxnotice::admin {
namespace {

using protocol::Behaviour;
using protocol::Json;
using protocol::Reply;

Json Both(const protocol::Bilingual& text) {
  return {{"en", text.en}, {"zh", text.zh}};
}

}  // namespace

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

}  // namespace wxnotice::admin
