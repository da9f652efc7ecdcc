// The faults of an account.
#include "mock/control/faults.h"

#include "admin/resource.h"
#include "mock/control/fault_json.h"
#include "mock/control/match.h"

namespace wxnotice::admin {
namespace {

using mock::Fault;
using mock::WriteFault;
using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

Reply AddFault(Context& context) {
  Fields& fields = context.fields;
  const auto sandbox = context.AccountOf(fields.Raw("match"));
  Fault fault = mock::ReadFault(fields);
  const auto ttl = fields.Duration("ttl");
  if (const std::string error = fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.now);
  if (ttl) fault.until = account.now() + *ttl;
  const Fault* added = account->faults.Add(std::move(fault), account.now());
  if (added == nullptr) {
    return Problem(409, "the account has " + std::to_string(mock::Faults::kMost) +
                            " faults, the maximum; delete some: DELETE /__admin/faults");
  }
  return JsonReply(WriteFault(*added, account.now()), 201);
}

Reply ListFaults(Context& context) {
  const auto sandbox = context.Account();
  if (sandbox == nullptr) return Problem(400, context.fields.Error());
  const mock::AccountView account = sandbox->View(context.now);
  const Json page = Page(
      context, "faults", account->faults.all(), [](const Fault& fault) { return fault.id; },
      [&](const Fault& fault) { return WriteFault(fault, account.now()); });
  const std::string error = context.fields.Error();
  return error.empty() ? JsonReply(page) : Problem(400, error);
}

Reply GetFault(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::AccountView account = sandbox->View(context.now);
  for (const Fault& fault : account->faults.all()) {
    if (fault.id == context.param) return JsonReply(WriteFault(fault, account.now()));
  }
  return Problem(404, "the account has no fault " + std::string(context.param));
}

Reply DeleteFault(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  mock::LockedAccount account = sandbox->Open(context.now);
  if (!context.param.empty() && !account->faults.Remove(context.param)) {
    return Problem(404, "the account has no fault " + std::string(context.param));
  }
  if (context.param.empty()) account->faults.Clear();
  Reply reply;
  reply.status = 204;
  return reply;
}

}  // namespace

Resource FaultsResource() {
  const Answer unknown = Refusal(404, "the account has no such fault");
  return {.name = "faults",
          .what = "Faults: what goes wrong, for which calls, how often",
          .schemas = {{"FaultMatch", mock::Match::Schema(mock::MatchUse::kFault)},
                      {"FaultEffect", mock::FaultEffect::Schema()},
                      {"Fault", mock::FaultSchema()}},
          .routes = {{.method = "GET",
                      .path = "/__admin/faults",
                      .what = "List the faults and how often they applied",
                      .handle = ListFaults,
                      .fields = ListFields({}),
                      .answers = {{200, "the faults", PageOf("faults", Ref("Fault"))}},
                      .slow = true},
                     {.method = "POST",
                      .path = "/__admin/faults",
                      .what = "Add a fault",
                      .handle = AddFault,
                      .fields = Join(Join({AppidField()}, mock::FaultFields()),
                                     {{"ttl?", Duration("how long the fault lasts", "10m")}}),
                      .answers = {{201, "the fault", Ref("Fault")},
                                  Refusal(409, "the account has as many faults as it may")}},
                     {.method = "DELETE",
                      .path = "/__admin/faults",
                      .what = "Switch all faults off",
                      .handle = DeleteFault,
                      .fields = {AppidField()},
                      .answers = {{204, "no fault is left"}}},
                     {.method = "GET",
                      .path = "/__admin/faults/{id}",
                      .what = "Show a fault",
                      .handle = GetFault,
                      .fields = {AppidField()},
                      .answers = {{200, "the fault", Ref("Fault")}, unknown}},
                     {.method = "DELETE",
                      .path = "/__admin/faults/{id}",
                      .what = "Switch a fault off",
                      .handle = DeleteFault,
                      .fields = {AppidField()},
                      .answers = {{204, "the fault is gone"}, unknown}}}};
}

}  // namespace wxnotice::admin
