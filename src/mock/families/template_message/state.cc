#include "mock/families/template_message/state.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "mock/account/snapshot_steps.h"
#include "mock/account/snapshot_values.h"
#include "mock/families/template_message/form_id_findings.h"
#include "mock/families/template_message/phone.h"
#include "protocol/schema.h"

namespace wxnotice::mock {
namespace {

using protocol::Json;

class Image final : public FamilyImage {
 public:
  explicit Image(const TemplateMessages& held)
      : form_ids_(held.form_ids.Share()),
        templates_(held.templates.all()),
        deleted_(held.templates.ShareDeleted()),
        violations_(held.violations),
        own_titles_(held.own_titles),
        minted_devtools_id_(held.minted_devtools_id) {}

  void EachOwned(
      const std::function<void(std::string_view, const std::string&)>& visit) const override {
    for (const auto& item : templates_) visit("template", item->template_id);
    form_ids_.Each([&](const FormId& id) { visit("form_id", id.id); });
    deleted_.Each([&](const auto& row) { visit("template", row.template_id); });
  }

  void EachKnown(Subject subject,
                 const std::function<void(const KnownValue&)>& visit) const override {
    if (subject == Subject::kFormId)
      form_ids_.Each([&](const FormId& id) { visit({id.id, id.openid}); });
    if (subject == Subject::kTemplateId) {
      for (const auto& item : templates_) visit({item->template_id, ""});
    }
  }

  void Report(ClientReport& report, base::Instant real) const override {
    AddFormIdFindings(form_ids_, real, report);
  }

  void Save(SnapshotSteps& steps) const override {
    steps.Member("templates", [this] {
      Json list = Json::array();
      for (const auto& item : templates_) list.push_back(SaveRow(*item));
      return list;
    });
    steps.Member("violations", [this] { return SavePart(violations_); });
    steps.Member("own_titles", [this] { return SavePart(own_titles_); });
    steps.Member("minted_devtools_id", [this] { return minted_devtools_id_; });
    steps.AddRows("form_ids", form_ids_);
    steps.AddRows("deleted_templates", deleted_);
  }

 private:
  Rows<FormId> form_ids_;
  std::vector<std::shared_ptr<const AccountTemplate>> templates_;
  Rows<Templates::Deleted> deleted_;
  Violations violations_;
  TemplateMessageLibrary own_titles_;
  bool minted_devtools_id_;
};

}  // namespace

std::shared_ptr<const FamilyImage> TemplateMessages::Share() const {
  return std::make_shared<Image>(*this);
}

void TemplateMessages::Restore(const Json& state) {
  RestorePart(state.at("violations"), violations);
  minted_devtools_id = state.value("minted_devtools_id", false);  // missing in older snapshots
  EachRow(state, "form_ids", [&](const Json& row) { return form_ids.Add(FormIdOf(row)); });
  EachRow(state, "templates", [&](const Json& row) {
    auto item = std::make_shared<const AccountTemplate>(TemplateOf(row));
    if (templates.Find(item->template_id) != nullptr) return false;
    templates.Add(std::move(item));
    return true;
  });
  EachRow(state, "deleted_templates",
          [&](const Json& row) { return templates.RestoreDeleted(DeletedOf(row)); });
  EachRow(state, "own_titles", [&](const Json& row) {
    own_titles.Put(LibraryTitleOf(row));
    return true;
  });
}

std::vector<protocol::schema::Member> SummaryMembers() {
  return {{"templates", protocol::schema::Count()}, {"form_ids", protocol::schema::Count()}};
}

std::vector<protocol::schema::Member> ExpiredMembers() {
  using namespace protocol::schema;
  return {{"form_ids", ListOf(String(), "the first 1000")}, {"form_ids_total", Count()}};
}

std::vector<protocol::schema::Member> ExplanationMembers() {
  using namespace protocol::schema;
  return {{"form_id?", OrNull(Ref("FormId", "the history of the request's form_id"))}};
}

void TemplateMessages::Summarise(Json& summary) const {
  summary["templates"] = templates.all().size();
  summary["form_ids"] = form_ids.all().size();
}

void TemplateMessages::AddExpired(base::Instant before, base::Instant after, size_t most,
                                  Json& expired) const {
  auto ended = form_ids.ExpiredBetween(before, after, most);
  expired["form_ids"] = std::move(ended.ids);
  expired["form_ids_total"] = ended.total;
}

void TemplateMessages::Explain(const Subjects& subjects, std::string_view appid, base::Instant now,
                               Json& answer) const {
  const std::string& named = subjects[Subject::kFormId];
  if (named.empty()) return;
  const FormId* id = form_ids.Find(named);
  answer["form_id"] = id == nullptr ? Json() : WriteFormId(*id, appid, now);
}

const LibraryTitle& TemplateMessages::AddTitle(const Library& shared, LibraryTitle proposed) {
  proposed.id = NewTitleId(shared, own_titles);
  for (LibraryKeyword& keyword : proposed.keywords) keyword.assigned = true;
  const std::string id = proposed.id;
  own_titles.Put(std::move(proposed));
  return *own_titles.Find(id);
}

std::shared_ptr<const AccountTemplate> TemplateMessages::AddTemplate(
    SharedState& shared, Account& account, std::shared_ptr<AccountTemplate> made) {
  return KeepTemplate(shared, account, *account.state, std::move(made));
}

bool TemplateMessages::DeleteTemplate(SharedState& shared, Account& account,
                                      std::string_view template_id) {
  return ForgetTemplate(shared, account, *account.state, template_id, /*by_test=*/true);
}

TemplateMessages& TemplateMessagesOf(State& state) {
  return static_cast<TemplateMessages&>(state.Of(kTemplateMessage));
}

const TemplateMessages& TemplateMessagesOf(const State& state) {
  return static_cast<const TemplateMessages&>(state.Of(kTemplateMessage));
}

}  // namespace wxnotice::mock
