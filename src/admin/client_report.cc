// The trouble that the client's habits would cause in production.
#include "mock/control/client_report.h"

#include "admin/entry_scan.h"
#include "admin/resource.h"

namespace wxnotice::admin {
namespace {

using namespace protocol::schema;
using protocol::Json;
using protocol::Reply;

Reply GetClientReport(Context& context) {
  const auto sandbox = context.Account();
  if (const std::string error = context.fields.Error(); !error.empty()) return Problem(400, error);
  uint64_t evicted = 0;
  const auto entries = AnsweredEntries(*sandbox, context.now, &evicted);
  std::vector<std::shared_ptr<const mock::FamilyImage>> families;
  std::string secret;
  {
    const mock::AccountView account = sandbox->View(context.now);
    secret = account->secret;
    for (const auto& family : account->state->families) families.push_back(family->Share());
  }
  mock::ClientReport report(sandbox->appid());
  report.SetSecret(std::move(secret));
  for (const auto& family : families) family->Report(report, context.now);
  for (const auto& entry : entries) report.Read(*entry);
  Json findings = Json::array();
  for (const mock::ClientFinding& finding : report.Finish()) {
    const protocol::ClientAdvice& advice = *finding.advice;
    findings.push_back({{"id", advice.finding},
                        {"count", finding.count},
                        {"requests", finding.requests},
                        {"details", finding.details},
                        {"why", Both(advice.why)},
                        {"todo", Both(advice.todo)},
                        {"source", advice.source}});
  }
  return JsonReply({{"appid", sandbox->appid()},
                    {"requests", entries.size()},
                    {"evicted", evicted},
                    {"total", findings.size()},
                    {"findings", std::move(findings)}});
}

}  // namespace

Resource ClientReportResource() {
  const Json finding = Object({{"id", String("", "token-per-send")},
                               {"count", Count("how often it was seen")},
                               {"requests", ListOf(String(), "some of the requests that show it")},
                               {"details", ListOf(String(),
                                                  "what it is about, if it is about "
                                                  "parts of requests")},
                               {"why", BothLanguages()},
                               {"todo", BothLanguages()},
                               {"source", String("where the rule is documented")}});
  return {.name = "client_report",
          .what = "Habits of the client that cause problems in production",
          .schemas = {{"ClientFinding", finding}},
          .routes = {{.method = "GET",
                      .path = "/__admin/client-report",
                      .what = "Report what the client does wrong: in which requests, why, and "
                              "what to do",
                      .handle = GetClientReport,
                      .fields = {AppidField()},
                      .answers = {{200, "the report",
                                   Object({{"appid", String()},
                                           {"requests", Count("requests that were looked at")},
                                           {"evicted", Count("older ones that were evicted")},
                                           {"total", Count("findings")},
                                           {"findings", ListOf(Ref("ClientFinding"))}})}},
                      .slow = true}}};
}

}  // namespace wxnotice::admin
