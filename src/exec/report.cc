#include "exec/report.h"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "base/utf8.h"
#include "mock/mock.h"
#include "protocol/behaviour.h"
#include "server/mock_server.h"

namespace wxnotice::exec {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kLeakReason[] = "host.foreign";
constexpr size_t kRequestsShown = 20;

std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// Calls the admin API. Its answers are always JSON.
Json Ask(const server::MockServer& server, std::string_view method, const std::string& path,
         const Json& fields = Json()) {
  return Json::parse(server.Ask(method, path, fields.is_null() ? "" : Dump(fields, -1)).body,
                     nullptr, false);
}

// The finding with the kind, id, account and text of `like`. Adds `like` if there is none.
Finding& Find(std::vector<Finding>& findings, const Finding& like) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.kind == like.kind && finding.id == like.id && finding.appid == like.appid &&
           finding.why == like.why;
  });
  if (found != findings.end()) return *found;
  findings.push_back(like);
  return findings.back();
}

void Count(Finding& finding, std::string request) {
  ++finding.count;
  if (finding.requests.size() < kRequestsShown) finding.requests.push_back(std::move(request));
}

void GatherUnexpected(const server::MockServer& server, const std::string& appid,
                      const std::string& lang, std::vector<Finding>& findings) {
  const auto& behaviour = protocol::Behaviour::Builtin();
  Json fields = {{"appid", appid}, {"allow", Json::array()}};
  fields["allow"].push_back({{"reason", kLeakReason}});
  const Json answer = Ask(server, "POST", "/__admin/verify/no-unexpected", fields);
  for (const Json& entry : answer.value("unexpected", Json::array())) {
    const int errcode = entry["errcode"];
    const protocol::Reason* reason = behaviour.FindReason(entry["reason"].get<std::string>());
    const protocol::Errcode* row = behaviour.FindErrcode(errcode);
    const std::string call = entry["api"].is_null()
                                 ? entry["method"].get<std::string>() + " " +
                                       base::Fold(entry["path"].get<std::string>(), 80)
                                 : entry["api"].get<std::string>();
    Finding finding{"unexpected", entry["reason"], appid, 0, {}, "", ""};
    finding.why = call + " " + std::to_string(errcode);
    if (reason != nullptr) finding.why += ": " + reason->why.In(lang);
    if (row != nullptr) finding.todo = row->client.In(lang);
    Count(Find(findings, finding), entry["id"]);
  }
}

void GatherLeaks(const server::MockServer& server, const std::string& appid,
                 const std::string& lang, std::vector<Finding>& findings) {
  const Json answer =
      Ask(server, "GET",
          "/__admin/requests?limit=1000&reason=" + std::string(kLeakReason) + "&appid=" + appid);
  for (const Json& entry : answer.value("requests", Json::array())) {
    Finding finding{"leak", base::Fold(entry["path"].get<std::string>(), 200), appid, 0, {}, "",
                    ""};
    finding.why = lang == "zh"
                      ? "程序请求了微信以外的主机，已拒绝"
                      : "the program called a host that is not WeChat's; the call was refused";
    finding.todo = lang == "zh" ? "在测试中替换该调用，或用 --allow-host 放行"
                                : "stub the call in your tests, or allow it with --allow-host";
    Count(Find(findings, finding), entry["id"]);
  }
}

void GatherHabits(const server::MockServer& server, const std::string& appid,
                  const std::string& lang, std::vector<Finding>& findings) {
  const Json answer = Ask(server, "GET", "/__admin/client-report?appid=" + appid);
  for (const Json& entry : answer.value("findings", Json::array())) {
    findings.push_back({"client", entry["id"], appid, entry["count"], entry["requests"],
                        entry["why"][lang], entry["todo"][lang]});
  }
}

std::string Joined(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

// "send 41028: .. (3: r4, r7, r9)".
std::string Say(const Finding& finding) {
  const std::string which = Joined(finding.requests, ", ");
  return finding.why + " (" + std::to_string(finding.count) + (which.empty() ? "" : ": ") + which +
         (finding.count > finding.requests.size() && !which.empty() ? ", ..)" : ")");
}

Finding TlsFinding(size_t count, const std::string& lang) {
  const bool zh = lang == "zh";
  return {"unexpected",
          "tls.failed",
          std::string(mock::kDefaultAppid),
          count,
          {},
          zh ? "客户端建立了 TLS 连接，却没有发出请求；可能不信任证书"
             : "the client opened a TLS connection but sent no request; it may not trust the "
               "certificate",
          zh ? "让客户端信任 $WXNOTICE_CA_FILE；见 docs/exec.md"
             : "make the client trust $WXNOTICE_CA_FILE; see docs/exec.md"};
}

const char* HintWithoutCalls(bool intercept, bool zh) {
  if (!intercept)
    return zh ? "程序没有调用本服务；请让它使用 $WXNOTICE_URL，或加上 --intercept"
              : "the program did not call the mock; point it at $WXNOTICE_URL, or add --intercept";
  return zh ? "程序没有调用本服务。如果它应当调用：检查它是否读取 https_proxy、是否信任 "
              "$WXNOTICE_CA_FILE、是否在容器内运行；见 docs/exec.md 中 --intercept 无法拦截的客户端"
            : "the program did not call the mock. If it should have: check whether it reads "
              "https_proxy, trusts $WXNOTICE_CA_FILE, or runs in a container; docs/exec.md lists "
              "the clients that --intercept does not reach";
}

std::string UnseenClients(const std::string& why, bool zh) {
  return zh ? "系统调用未被重定向（" + why +
                  "），以下客户端的调用可能未经过本服务，也不会列出：自建 http.Transport 的 Go、Ruby "
                  "http.rb、使用 Proxy.NO_PROXY 或 SSLSocket 的 Java、pycurl、自建流上下文或使用 "
                  "fsockopen、CURLOPT_PROXY '' 的 PHP，以及清空环境变量后启动的程序；见 docs/exec.md"
            : "system calls were not redirected (" + why +
                  "), so calls of these clients may have passed the mock by, and are not listed: Go "
                  "with its own http.Transport, Ruby http.rb, Java with Proxy.NO_PROXY or SSLSocket, "
                  "PHP with its own stream context, fsockopen or CURLOPT_PROXY '', pycurl, and "
                  "programs started with an empty environment; see docs/exec.md";
}

bool Fails(const Report& report, std::string_view kind) {
  return std::find(report.failed_on.begin(), report.failed_on.end(), kind) !=
         report.failed_on.end();
}

void AppendAttribute(const char* name, std::string_view value, std::string& out) {
  out.append(" ").append(name).append("=\"");
  base::AppendXml(value, out);
  out += '"';
}

void AppendElement(const char* name, std::string_view message, const std::string& text,
                   std::string& out) {
  out.append("<").append(name);
  if (!message.empty()) AppendAttribute("message", message, out);
  out += ">";
  base::AppendXml(text, out);
  out.append("</").append(name).append(">");
}

void AppendCase(const Report& report, std::string_view kind, std::string& out) {
  std::string text;
  for (const Finding& finding : report.findings) {
    if (finding.kind == kind) text += finding.id + ": " + Say(finding) + "\n" + finding.todo + "\n";
  }
  out += "    <testcase";
  AppendAttribute("classname", "wxnotice.exec", out);
  AppendAttribute("name", kind, out);
  out += ">";
  if (!text.empty())
    AppendElement(Fails(report, kind) ? "failure" : "system-out",
                  Fails(report, kind) ? text.substr(0, text.find('\n')) : "", text, out);
  out += "</testcase>\n";
}

}  // namespace

Report GatherReport(const server::MockServer& server, const std::string& lang) {
  Report report;
  const Json accounts = Ask(server, "GET", "/__admin/sandboxes?limit=1000");
  for (const auto gather : {GatherUnexpected, GatherLeaks, GatherHabits}) {
    for (const Json& account : accounts["sandboxes"])
      gather(server, account["appid"], lang, report.findings);
  }
  if (const size_t failures = server.tls_failures(); failures > 0)
    report.findings.insert(report.findings.begin(), TlsFinding(failures, lang));
  for (const Json& account : accounts["sandboxes"]) {
    report.requests += account["requests"].get<size_t>();
    const std::string appid = account["appid"];
    const Json page = Ask(server, "GET", "/__admin/requests?brief=true&limit=1&appid=" + appid);
    report.evicted += page.value("evicted", size_t{0});
  }
  return report;
}

void WriteReportText(std::ostream& out, const Report& report, const std::string& lang) {
  const bool zh = lang == "zh";
  out << "wxnotice: " << (zh ? "调用 " : "calls: ") << report.requests
      << (zh ? " 次，发现 " : ", findings: ") << report.findings.size() << (zh ? " 项\n" : "\n");
  if (report.requests == 0) out << "  " << HintWithoutCalls(report.intercept, zh) << '\n';
  if (!report.blind.empty()) out << "  " << UnseenClients(report.blind, zh) << '\n';
  if (report.evicted > 0) {
    out << "  "
        << (zh ? "更早的 " + std::to_string(report.evicted) +
                     " 次调用已被日志淘汰，不在本报告中；可调高 journal_count 或 journal_bytes\n"
               : std::to_string(report.evicted) +
                     " older calls were evicted from the journal and are not in this report; raise "
                     "journal_count or journal_bytes\n");
  }
  for (const Finding& finding : report.findings) {
    out << "  " << finding.kind << " " << base::Printable(finding.id) << ": "
        << base::Printable(Say(finding)) << "\n    " << base::Printable(finding.todo) << '\n';
  }
  if (!report.failed_on.empty())
    out << (zh ? "  失败于 --fail-on " : "  failed by --fail-on ") << Joined(report.failed_on, ",")
        << '\n';
}

std::string ReportJson(const Report& report) {
  Json findings = Json::array();
  for (const Finding& finding : report.findings) {
    findings.push_back({{"kind", finding.kind},
                        {"id", finding.id},
                        {"appid", finding.appid},
                        {"count", finding.count},
                        {"requests", finding.requests},
                        {"why", finding.why},
                        {"todo", finding.todo}});
  }
  const Json json = {{"version", 1},
                     {"command", report.command},
                     {"exit_code", report.exit_code},
                     {"requests", report.requests},
                     {"evicted", report.evicted},
                     {"not_redirected", report.blind},
                     {"failed_on", report.failed_on},
                     {"findings", std::move(findings)}};
  return Dump(json, 2) + "\n";
}

std::string ReportJunit(const Report& report) {
  const bool failed = report.exit_code != 0;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"wxnotice\">\n  <testsuite";
  AppendAttribute("name", "wxnotice exec", out);
  AppendAttribute("tests", std::to_string(kFindingKinds.size() + 1), out);
  AppendAttribute("failures", std::to_string(report.failed_on.size() + (failed ? 1 : 0)), out);
  out += ">\n    <testcase";
  AppendAttribute("classname", "wxnotice.exec", out);
  AppendAttribute("name", Joined(report.command, " "), out);
  out += ">";
  if (failed) AppendElement("failure", "exit code " + std::to_string(report.exit_code), "", out);
  out += "</testcase>\n";
  for (const std::string_view kind : kFindingKinds) AppendCase(report, kind, out);
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace wxnotice::exec
