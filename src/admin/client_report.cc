// What the observed calls would do to the client in production.
#include "mock/client_report.h"

#include "admin/resource.h"

namespace wxnotice::admin {

using protocol::Json;
using protocol::Reply;

Reply GetClientReport(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  const mock::OpenAccount account = sandbox->Open(context.mock.Now());
  Json findings = Json::array();
  for (const mock::ClientFinding& finding : mock::ReportOnClient(account)) {
    const protocol::ClientAdvice& advice = *finding.advice;
    findings.push_back({{"id", advice.finding},
                        {"count", finding.count},
                        {"requests", finding.requests},
                        {"why", {{"en", advice.why.en}, {"zh", advice.why.zh}}},
                        {"todo", {{"en", advice.todo.en}, {"zh", advice.todo.zh}}},
                        {"source", advice.source}});
  }
  return JsonReply({{"appid", account->appid},
                    {"requests", account->journal.all().size()},
                    {"evicted", account->journal.evicted()},
                    {"total", findings.size()},
                    {"findings", std::move(findings)}});
}

}  // namespace wxnotice::admin
