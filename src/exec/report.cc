#include "exec/report.h"

#include <algorithm>

#include "base/utf8.h"
#include "mock/mock.h"
#include "protocol/behaviour.h"

namespace wxnotice::exec {
namespace {

// Adds to the finding of the same kind, id, account and text, or as a new one: an appid may have
// been used by several accounts, one after the other.
void Add(std::vector<Finding>& findings, Finding added) {
  constexpr size_t kRequestsShown = 20;
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.kind == added.kind && finding.id == added.id && finding.appid == added.appid &&
           finding.why == added.why;
  });
  if (found == findings.end()) {
    findings.push_back(std::move(added));
    return;
  }
  found->count += added.count;
  found->details.insert(found->details.end(), added.details.begin(), added.details.end());
  for (std::string& request : added.requests) {
    if (found->requests.size() < kRequestsShown) found->requests.push_back(std::move(request));
  }
}

Finding LeakOf(const mock::RefusedCalls& refused, const std::string& lang) {
  const bool zh = lang == "zh";
  return {.kind = "leak",
          .id = base::Fold(refused.call, 200),
          .why = zh ? "程序请求了微信以外的主机，已拒绝"
                    : "the program called a host that is not WeChat's; the call was refused",
          .todo = zh ? "在测试中替换该调用，或用 --allow-host 放行"
                     : "stub the call in your tests, or allow it with --allow-host"};
}

Finding UnexpectedOf(const mock::RefusedCalls& refused, const std::string& lang) {
  const auto& behaviour = protocol::Behaviour::Builtin();
  const protocol::Reason* reason = behaviour.FindReason(refused.reason);
  const base::LocalizedText* remedy = behaviour.FindRemedy(reason, refused.errcode);
  Finding finding{.kind = "unexpected", .id = refused.reason};
  finding.why = base::Fold(refused.call, 80) + " " + std::to_string(refused.errcode);
  if (reason != nullptr) finding.why += ": " + reason->why.In(lang);
  if (remedy != nullptr) finding.todo = remedy->In(lang);
  return finding;
}

Finding ClientFindingOf(const mock::ClientFinding& client, const std::string& lang) {
  return {.kind = "client",
          .id = client.advice->finding,
          .count = client.count,
          .requests = client.requests,
          .details = client.details,
          .why = client.advice->why.In(lang),
          .todo = client.advice->todo.In(lang)};
}

// As TlsFinding.
Finding HttpFinding(const std::string& why, uint64_t count, const std::string& lang) {
  const bool zh = lang == "zh";
  return {
      .kind = "unexpected",
      .id = "http.refused",
      .appid = std::string(mock::kDefaultAppid),
      .count = count,
      .why = (zh ? "请求被拒，没有成为调用：" : "a request was refused before it became a call: ") +
             why,
      .todo = zh ? "检查客户端的地址（http 还是 https）和请求格式"
                 : "check the client's URL (http or https) and how it writes requests"};
}

void AddAccount(Report& report, const std::string& appid, const std::string& name) {
  const bool known =
      std::any_of(report.accounts.begin(), report.accounts.end(),
                  [&](const CalledAccount& account) { return account.appid == appid; });
  if (!known) report.accounts.push_back({appid, name});
}

void AddRun(const mock::AccountRun& run, const std::string& lang, Report& report) {
  const auto add = [&](Finding finding) {
    finding.appid = run.appid;
    finding.name = run.name;
    Add(report.findings, std::move(finding));
  };
  for (const mock::RefusedCalls& refused : run.refused) {
    Finding finding =
        refused.reason == mock::kForeignHost ? LeakOf(refused, lang) : UnexpectedOf(refused, lang);
    finding.count = refused.count;
    finding.requests = refused.requests;
    add(std::move(finding));
  }
  for (const mock::ClientFinding& client : run.client) add(ClientFindingOf(client, lang));
  report.requests += run.calls;
  report.expected += run.expected;
  report.pending += run.pending;
  if (run.calls > 0 || !run.client.empty()) AddAccount(report, run.appid, run.name);
}

// At the default account, like other calls that belong to no account.
Finding TlsFinding(uint64_t count, const std::string& lang) {
  const bool zh = lang == "zh";
  return {.kind = "unexpected",
          .id = "tls.failed",
          .appid = std::string(mock::kDefaultAppid),
          .count = count,
          .why = zh ? "客户端开始了 TLS 连接，却没有发出请求；可能不信任证书"
                    : "the client began a TLS connection but sent no request; it may not trust the "
                      "certificate",
          .todo = zh ? "让客户端信任 $WXNOTICE_CA_FILE；见 docs/exec.md"
                     : "make the client trust $WXNOTICE_CA_FILE; see docs/exec.md"};
}

}  // namespace

Report MakeReport(const server::RunCalls& run, const std::string& lang) {
  Report report;
  for (const mock::AccountRun& account : run.accounts) AddRun(account, lang, report);
  if (run.tls_failures > 0) {
    Add(report.findings, TlsFinding(run.tls_failures, lang));
    AddAccount(report, std::string(mock::kDefaultAppid), "");
  }
  for (const auto& [why, count] : run.refused) {
    Add(report.findings, HttpFinding(why, count, lang));
    AddAccount(report, std::string(mock::kDefaultAppid), "");
  }
  const auto rank = [](const Finding& finding) {
    return std::find(kFindingKinds.begin(), kFindingKinds.end(), finding.kind);
  };
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
  return report;
}

}  // namespace wxnotice::exec
