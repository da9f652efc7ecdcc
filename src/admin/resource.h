// Shared by the handlers of the admin API. Not thread-safe: each call has its own Context. Only the
// .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_RESOURCE_H_
#define WXNOTICE_ADMIN_RESOURCE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "admin/api.h"
#include "admin/auditor.h"
#include "admin/routes.h"
#include "admin/rows.h"
#include "base/clock.h"
#include "mock/mock.h"
#include "protocol/behaviour.h"
#include "protocol/fields.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/schema.h"

namespace wxnotice::admin {

using protocol::Fields;
using protocol::kMostNameBytes;

// One call of the admin API.
struct Context {
  mock::Mock& mock;
  base::Instant now;  // real time, read once, when the handler began; a wait reads the clock again
  const ApiOptions& options;
  const Auditor& auditor;
  const protocol::Request& request;
  std::string_view param;             // the value of {..} in the route's path
  Fields fields;                      // of the query, else of the body
  protocol::Json document = nullptr;  // the body of a route whose body is a document

  // The address of this server for the caller: "http://127.0.0.1:8380".
  std::string BaseUrl() const;
  // The account that the field `appid` names; the default account without the field. If it does not
  // exist, null, and a failure in `fields`.
  std::shared_ptr<mock::Sandbox> Account();
  // The same, but the appid in `match`, a field of the request, has priority.
  std::shared_ptr<mock::Sandbox> AccountOf(const protocol::Json& match);
};

protocol::Reply JsonReply(const protocol::Json& body, int status = 200);
// An error as described in RFC 9457. `detail` says what is wrong and what to do.
protocol::Reply Problem(int status, const std::string& detail);
// With the members `more`, for programs.
protocol::Reply Problem(int status, const std::string& detail, const protocol::Json& more);
// 409: the account has reached the limit of `what` that `setting` sets.
protocol::Reply AccountIsFull(const std::string& what, const std::string& setting);

// One page of a list, as {"total":N,"<name>":[..]}. Reads the fields `limit` (1 to 1000, default
// 100) and `after` (the id of the last row seen). `rows`: all rows that match. If `after` is not
// the id of one of them, adds a failure to the fields.
template <typename Rows, typename IdOf, typename Write>
protocol::Json Page(Context& context, std::string_view name, const Rows& rows, IdOf id_of,
                    Write write) {
  const int64_t limit = context.fields.Integer("limit").value_or(100);
  const auto after = context.fields.Text("after");
  bool reached = !after.has_value();
  protocol::Json list = protocol::Json::array();
  for (const auto& row : rows) {
    if (static_cast<int64_t>(list.size()) >= limit) break;
    if (reached) list.push_back(write(row));
    if (!reached && id_of(row) == *after) reached = true;
  }
  if (!reached) {
    context.fields.Fail("\"after\": no matching row of \"" + std::string(name) +
                        "\" has the id \"" + after->substr(0, 80) +
                        "\"; omit \"after\" to start with the first");
  }
  return {{"total", rows.size()}, {std::string(name), std::move(list)}};
}

// The resources. The rows of each are in the file of its name.
Resource ServerResource();
Resource ConsoleResource();
Resource CertificatesResource();
Resource OpenapiResource();
Resource SandboxesResource();
Resource FormIdsResource();
Resource UsersResource();
Resource JsCodesResource();
Resource ClockResource();
Resource TokensResource();
Resource QuotaResource();
Resource MessagesResource();
Resource ExplainResource();
Resource ClientReportResource();
Resource FidelityResource();
Resource RequestsResource();
Resource EventsResource();
Resource VerifyResource();
Resource FaultsResource();
Resource ViolationsResource();
Resource LibraryResource();
Resource TemplatesResource();
Resource ScenariosResource();
Resource SettingsResource();
Resource SnapshotResource();

// Rows that are part of VerifyResource.
Route SequenceRoute();
Route NoUnexpectedRoute();
// The answer of each verification that the journal cannot decide.
Answer UndecidableAnswer();

// Shared pieces of resources.
// {"en": .., "zh": ..}; see schema::BothLanguages.
protocol::Json Both(const base::LocalizedText& text);
protocol::Reply RunScenario(Context& context);
protocol::Json SettingsSchema();
// The keywords of a library title or a template: [{keyword_id, name, example}].
protocol::Json WriteKeywords(const std::vector<mock::LibraryKeyword>& keywords);
// What is wrong with an id that a test chooses itself, or that it saved: it must not be empty,
// longer than a name, or magic, and have no control characters. Empty if nothing is.
std::string OwnIdProblem(const Context& context, std::string_view id);
// Such an id in the field `key`; empty if it is absent. A failure goes to the context's fields.
std::string ReadOwnId(Context& context, std::string_view key);
// Adds the templates of `document`, a saved answer of WeChat or a list of {template_id?, title,
// keywords}, to the account: all or none. Answers what each became, or a problem.
protocol::Reply ImportTemplates(Context& context, mock::LockedAccount& account,
                                const protocol::Json& document);
// The schema of such a document.
protocol::Json TemplatesDocument(std::string_view what = "");
// The detail of a problem; empty if `reply` is a success.
std::string DetailOf(const protocol::Reply& reply);
// Applies the field `settings`, up to the first setting that is refused.
void ApplySettings(Fields& fields, mock::LockedAccount& account);
// Applies a clock action of `fields` (action, now, by, rate). Returns the answer of PUT /clock.
protocol::Json ApplyClock(Fields& fields, mock::LockedAccount& account);
// Applies {"send": 5} or {"send": {"limit": 5, "used": 4}}; adds failures to `fields`.
void ApplyQuota(Fields& fields, const protocol::Json& quota, mock::LockedAccount& account);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_RESOURCE_H_
