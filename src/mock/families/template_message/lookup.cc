#include "mock/families/template_message/lookup.h"

namespace wxnotice::mock {

const TemplateMessageLibrary& LibraryOf(const SharedState& shared) {
  return static_cast<const TemplateMessageLibrary&>(shared.libraries.Of(kTemplateMessage));
}

const LibraryTitle* FindTitle(const Call& call, std::string_view id) {
  const LibraryTitle* own = TemplateMessagesOf(call.state).own_titles.Find(id);
  return own != nullptr ? own : LibraryOf(call.shared).Find(id);
}

std::optional<CallResult> RefuseTemplate(const Call& call, const std::string& template_id) {
  const Templates& templates = TemplateMessagesOf(call.state).templates;
  if (templates.Find(template_id) != nullptr) return std::nullopt;
  protocol::Json detail = {{"template_id", template_id}};
  if (const auto* deleted = templates.FindDeleted(template_id)) {
    return call.Refuse("template_id.deleted", std::move(detail))
        .Expected(deleted->by_test ? "template" : "");
  }
  const std::string owner = call.shared.owners.Find(OwnerKey("template", template_id));
  if (!owner.empty() && owner != call.account.appid) {
    detail["appid"] = owner;
    return call.Refuse("template_id.other_account", std::move(detail));
  }
  return call.Refuse("template_id.unknown", std::move(detail));
}

}  // namespace wxnotice::mock
