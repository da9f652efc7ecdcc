// What the handlers of the admin API share. Only the .cc files of admin/ include this.
#ifndef WXNOTICE_ADMIN_RESOURCE_H_
#define WXNOTICE_ADMIN_RESOURCE_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "admin/api.h"
#include "admin/auditor.h"
#include "admin/fields.h"
#include "mock/mock.h"
#include "protocol/json.h"
#include "protocol/message.h"

namespace wxnotice::admin {

// One admin request on its way.
struct Context {
  mock::Mock& mock;
  const ApiOptions& options;
  const Auditor& auditor;
  const protocol::Request& request;
  std::string_view param;  // what stands for {..} in the route's path
  Fields fields;           // of the query, else of the body

  // Where the caller reaches this server: "http://127.0.0.1:8380".
  std::string BaseUrl() const;
  // The account that the field `appid` names, else the default one; null, with an error in
  // `fields`, when there is none.
  std::shared_ptr<mock::Sandbox> Account();
};

protocol::Reply JsonReply(const protocol::Json& body, int status = 200);
// RFC 9457. `detail` says what is wrong and what to do.
protocol::Reply Problem(int status, const std::string& detail);
// With further members, `more`, for programs.
protocol::Reply Problem(int status, const std::string& detail, const protocol::Json& more);
// For what a setting of the account limits: as many `what` as the limit are there.
protocol::Reply AccountIsFull(const std::string& what, const std::string& setting);

// One page of a list by the fields `limit` (1 to 1000, else 100) and `after` (the id of the last
// row seen), as {"total":N,"<name>":[..]}. `rows` are all that match; `after` must be the id of one
// of them, else it is a failure in the context's fields.
template <typename Rows, typename IdOf, typename Write>
protocol::Json Page(Context& context, std::string_view name, const Rows& rows, IdOf id_of,
                    Write write) {
  const int64_t limit = context.fields.Integer("limit", 1, 1000).value_or(100);
  const auto after = context.fields.Text("after");
  bool reached = !after.has_value();
  protocol::Json list = protocol::Json::array();
  for (const auto& row : rows) {
    if (static_cast<int64_t>(list.size()) >= limit) break;
    if (reached) list.push_back(write(row));
    if (!reached && id_of(row) == *after) reached = true;
  }
  if (!reached) {
    context.fields.Fail("\"after\": no row of \"" + std::string(name) +
                        "\" that fits has the id \"" + after->substr(0, 80) +
                        "\"; leave \"after\" out to begin with the first");
  }
  return {{"total", rows.size()}, {std::string(name), std::move(list)}};
}

// Handlers, by resource. Each is a row of routes.cc.
protocol::Reply GetVersion(Context& context);
protocol::Reply ListSandboxes(Context& context);
protocol::Reply CreateSandbox(Context& context);
protocol::Reply GetSandbox(Context& context);
protocol::Reply DeleteSandbox(Context& context);
protocol::Reply Reset(Context& context);
protocol::Reply MintFormIds(Context& context);
protocol::Reply ListFormIds(Context& context);
protocol::Reply CreateUser(Context& context);
protocol::Reply ListUsers(Context& context);
protocol::Reply MintJsCode(Context& context);
protocol::Reply GetClock(Context& context);
protocol::Reply PutClock(Context& context);
protocol::Reply GetQuota(Context& context);
protocol::Reply PutQuota(Context& context);
protocol::Reply ListTokens(Context& context);
protocol::Reply PostTokens(Context& context);
protocol::Reply ListMessages(Context& context);
protocol::Reply GetMessage(Context& context);
protocol::Reply Shutdown(Context& context);
protocol::Reply AddFault(Context& context);
protocol::Reply ListFaults(Context& context);
protocol::Reply GetFault(Context& context);
protocol::Reply DeleteFault(Context& context);
protocol::Reply CommitViolation(Context& context);
protocol::Reply ListViolations(Context& context);
protocol::Reply GetClientReport(Context& context);
protocol::Reply ProposeTitle(Context& context);
protocol::Reply ListLibrary(Context& context);
protocol::Reply ListTemplates(Context& context);
protocol::Reply ComposeTemplate(Context& context);
protocol::Reply DeleteTemplate(Context& context);
protocol::Reply GetConsole(Context& context);
protocol::Reply GoToConsole(Context& context);
protocol::Reply GetOpenapi(Context& context);
protocol::Reply GetFidelity(Context& context);
protocol::Reply Explain(Context& context);
protocol::Reply ListScenarios(Context& context);
protocol::Reply RunScenario(Context& context);
protocol::Reply PutSettings(Context& context);
protocol::Reply GetSnapshot(Context& context);
protocol::Reply PutSnapshot(Context& context);
protocol::Reply ListRequests(Context& context);
protocol::Reply GetRequest(Context& context);
protocol::Reply ExportNdjson(Context& context);
protocol::Reply ExportHar(Context& context);
protocol::Reply Verify(Context& context);
protocol::Reply VerifySequence(Context& context);
protocol::Reply VerifyNoUnexpected(Context& context);
protocol::Reply WaitForMessage(Context& context);
protocol::Reply StreamEvents(Context& context);
protocol::Reply GetMetrics(Context& context);
protocol::Reply GetCertificate(Context& context);

// Shared pieces of resources.
// The name of the API that `text` names, by its name or path; "" and an error in `fields` when
// there is none.
std::string ApiName(Fields& fields, const std::string& text);
// An account's faults for a snapshot, and back into `faults`; returns what is wrong, or "".
protocol::Json SaveFaults(const std::deque<mock::Fault>& faults, base::Instant now);
std::string RestoreFaults(const protocol::Json& saved, mock::Faults& faults);
// Sets what the field `settings` asks for, up to the first that is refused.
void ApplySettings(Fields& fields, mock::OpenAccount& account);
// Applies a clock action of `fields` (action, now, by, rate); returns what PUT /clock answers.
protocol::Json ApplyClock(Fields& fields, mock::OpenAccount& account);
// Applies {"send": 5} or {"send": {"limit": 5, "used": 4}}; failures go to `fields`.
void ApplyQuota(Fields& fields, const protocol::Json& quota, mock::OpenAccount& account);

}  // namespace wxnotice::admin

#endif  // WXNOTICE_ADMIN_RESOURCE_H_
