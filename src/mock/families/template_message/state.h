// The state of an account for template messages: form ids and prepay ids, its templates, its
// proposed titles, and its violations. Not thread-safe: the lock of the sandbox guards it.
#ifndef WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_STATE_H_
#define WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_STATE_H_

#include <memory>

#include "mock/account/state.h"
#include "mock/families/template_message/form_ids.h"
#include "mock/families/template_message/library.h"
#include "mock/families/template_message/templates.h"
#include "mock/families/template_message/violations.h"
#include "mock/family.h"

namespace wxnotice::mock {

extern const Family kTemplateMessage;
std::span<const Api> TemplateMessageApis();

struct TemplateMessages final : FamilyState {
  std::shared_ptr<const FamilyImage> Share() const override;
  void Restore(const protocol::Json& state) override;
  void Summarise(protocol::Json& summary) const override;
  void AddExpired(base::Instant before, base::Instant after, size_t most,
                  protocol::Json& expired) const override;
  void Explain(const Subjects& subjects, std::string_view appid, base::Instant now,
               protocol::Json& answer) const override;
  const Library& OwnTitles() const override { return own_titles; }
  const LibraryTitle& AddTitle(const Library& shared, LibraryTitle proposed) override;
  const std::vector<std::shared_ptr<const AccountTemplate>>& AllTemplates() const override {
    return templates.all();
  }
  std::shared_ptr<const AccountTemplate> AddTemplate(
      SharedState& shared, Account& account, std::shared_ptr<AccountTemplate> made) override;
  bool DeleteTemplate(SharedState& shared, Account& account, std::string_view template_id) override;

  FormIds form_ids;
  Templates templates;
  Violations violations;
  bool minted_devtools_id = false;    // by a test, so that sending with it is expected
  TemplateMessageLibrary own_titles;  // proposed by the account and accepted
};

// See StateMembers.
std::vector<protocol::schema::Member> SummaryMembers();
std::vector<protocol::schema::Member> ExpiredMembers();
std::vector<protocol::schema::Member> ExplanationMembers();

TemplateMessages& TemplateMessagesOf(State& state);
const TemplateMessages& TemplateMessagesOf(const State& state);

}  // namespace wxnotice::mock

#endif  // WXNOTICE_MOCK_FAMILIES_TEMPLATE_MESSAGE_STATE_H_
