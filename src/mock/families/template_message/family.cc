// Template messages. Source: docs/fidelity.md#account-states, docs/fidelity.md#restrictions.
#include "base/time.h"
#include "mock/call.h"
#include "mock/families/template_message/card.h"
#include "mock/families/template_message/saved_templates.h"
#include "mock/families/template_message/state.h"

namespace wxnotice::mock {
namespace {

std::optional<CallResult> Refuse(const Call& call) {
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

std::unique_ptr<Library> MakeLibrary() {
  return std::make_unique<TemplateMessageLibrary>();
}

std::shared_ptr<AccountTemplate> ComposeTemplate(const LibraryTitle& title,
                                                 std::vector<LibraryKeyword> keywords) {
  return std::make_shared<AccountTemplate>(
      AccountTemplate{"", title.id, title.title, std::move(keywords)});
}

// Template messages were the first: the templates of the later families have what they need, a
// title and keywords.
bool ReadsTemplates(std::string_view /*source*/) {
  return true;
}

// Source: docs/fidelity.md#minimum-client-version.
constexpr std::string_view kUndelivered =
    "未送达：用户的微信版本低于 6.5.2，收不到模板消息 (not delivered: WeChat too old)";

protocol::Json SaveTemplate(const AccountTemplate& content) {
  return SaveRow(content);
}

std::shared_ptr<const AccountTemplate> RestoreTemplate(const protocol::Json& saved) {
  return std::make_shared<const AccountTemplate>(TemplateOf(saved));
}

}  // namespace

const Family kTemplateMessage{.name = "template_message",
                              .kind = AccountKind::kMiniProgram,
                              .apis = TemplateMessageApis,
                              .refuse = Refuse,
                              .make = Make,
                              .members = {.summary = SummaryMembers,
                                          .expired = ExpiredMembers,
                                          .explanation = ExplanationMembers},
                              .make_library = MakeLibrary,
                              .most_keywords = 10,  // Source: docs/fidelity.md#template-add
                              .templates = {.compose = ComposeTemplate,
                                            .reads = ReadsTemplates,
                                            .adopt = AdoptTemplateMessage},
                              .template_cap = "template_cap",
                              .messages = {.read_card = ReadTemplateCard,
                                           .members = TemplateCardMembers,
                                           .save_template = SaveTemplate,
                                           .restore_template = RestoreTemplate,
                                           .undelivered = kUndelivered}};

}  // namespace wxnotice::mock
