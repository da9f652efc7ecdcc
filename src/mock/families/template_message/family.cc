// Template messages. Source: docs/fidelity.md#account-states, docs/fidelity.md#restrictions.
#include "base/time.h"
#include "mock/call.h"
#include "mock/families/template_message/state.h"

namespace wxnotice::mock {
namespace {

std::optional<Outcome> Refuse(const Call& call) {
  const std::string& state = call.account.settings.Text("account_state");
  if (state == "unauthorized") return call.Refuse("account.unauthorized");
  if (state == "frozen") return call.Refuse("account.limited");
  if (state == "unsupported") return call.Refuse("api.unsupported");
  const Violations& violations = TemplateMessagesOf(call.state).violations;
  if (const Violation* ban = violations.Ban(call.now)) {
    return call.Refuse("account.banned",
                       {{"penalty", ban->penalty},
                        {"until", ban->until ? base::FormatInstant(*ban->until) : "never"}});
  }
  if (violations.IsRestricted("api", call.now)) return call.Refuse("api.blocked");
  return std::nullopt;
}

std::unique_ptr<FamilyState> Make() {
  return std::make_unique<TemplateMessages>();
}

}  // namespace

const Family kTemplateMessage{"template_message", AccountKind::kMiniProgram, TemplateMessageApis,
                              Refuse, Make};

}  // namespace wxnotice::mock
