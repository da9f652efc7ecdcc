// Writes a report as text, JSON and JUnit XML.
#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "base/utf8.h"
#include "exec/report.h"
#include "protocol/json.h"

namespace wxnotice::exec {
namespace {

using protocol::Json;

// What an account is called in a line for people: by its name, and its appid if others have that
// name too.
std::string NameOf(const Report& report, const std::string& appid, const std::string& name) {
  if (name.empty()) return appid;
  const auto same =
      std::count_if(report.accounts.begin(), report.accounts.end(),
                    [&](const CalledAccount& account) { return account.name == name; });
  return same > 1 ? name + " (" + appid + ")" : name;
}

std::string Joined(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

// "send 41028: .. (3: r4, r7, r9)".
std::string Say(const Finding& finding) {
  const std::string which = Joined(finding.requests, ", ");
  const std::string details =
      finding.details.empty() ? "" : " [" + Joined(finding.details, ", ") + "]";
  return finding.why + details + " (" + std::to_string(finding.count) +
         (which.empty() ? "" : ": ") + which +
         (finding.count > finding.requests.size() && !which.empty() ? ", ..)" : ")");
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
                  "fsockopen、CURLOPT_PROXY '' 的 PHP，以及清空环境变量后启动的程序；Python 的 http.client、urllib3、"
                  "aiohttp、tornado 对其他主机的调用也不会列出；见 docs/exec.md"
            : "system calls were not redirected (" + why +
                  "), so calls of these clients may have passed the mock by, and are not listed: Go "
                  "with its own http.Transport, Ruby http.rb, Java with Proxy.NO_PROXY or SSLSocket, "
                  "PHP with its own stream context, fsockopen or CURLOPT_PROXY '', pycurl, and "
                  "programs started with an empty environment. Calls to other hosts by Python's "
                  "http.client, urllib3, aiohttp and tornado are not listed either; see docs/exec.md";
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

void AppendCase(const Report& report, const CalledAccount& account, std::string_view kind,
                std::string& out) {
  std::string text;
  for (const Finding& finding : report.findings) {
    if (finding.kind == kind && finding.appid == account.appid)
      text += finding.id + ": " + Say(finding) + "\n" + finding.todo + "\n";
  }
  out += "    <testcase";
  AppendAttribute("classname", "wxnotice.exec." + account.appid, out);
  AppendAttribute("name", kind, out);
  out += ">";
  if (!text.empty()) {
    const bool fails = Fails(report, kind);
    AppendElement(fails ? "failure" : "system-out",
                  fails ? std::string_view(text).substr(0, text.find('\n')) : "", text, out);
  }
  out += "</testcase>\n";
}

bool HasFinding(const Report& report, std::string_view kind, const std::string& appid) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return finding.kind == kind && finding.appid == appid;
  });
}

void AppendSuite(std::string_view name, size_t tests, size_t failures, std::string& out) {
  out += "  <testsuite";
  AppendAttribute("name", name, out);
  AppendAttribute("tests", std::to_string(tests), out);
  AppendAttribute("failures", std::to_string(failures), out);
  out += ">\n";
}

void AppendProgram(const Report& report, std::string& out) {
  const bool failed = report.exit_code != 0;
  AppendSuite("wxnotice exec", 1, failed ? 1 : 0, out);
  out += "    <testcase";
  AppendAttribute("classname", "wxnotice.exec", out);
  AppendAttribute("name", Joined(report.command, " "), out);
  out += ">";
  if (failed) AppendElement("failure", "exit code " + std::to_string(report.exit_code), "", out);
  out += "</testcase>\n  </testsuite>\n";
}

void AppendAccount(const Report& report, const CalledAccount& account, std::string& out) {
  const auto failures = static_cast<size_t>(std::count_if(
      report.failed_on.begin(), report.failed_on.end(),
      [&](const std::string& kind) { return HasFinding(report, kind, account.appid); }));
  AppendSuite(NameOf(report, account.appid, account.name), kFindingKinds.size(), failures, out);
  for (const std::string_view kind : kFindingKinds) AppendCase(report, account, kind, out);
  out += "  </testsuite>\n";
}

}  // namespace

void WriteReportText(std::ostream& out, const Report& report, const std::string& lang) {
  const bool zh = lang == "zh";
  out << "wxnotice: " << (zh ? "调用 " : "calls: ") << report.requests << (zh ? " 次" : "");
  if (report.expected > 0) {
    out << (zh ? "（其中 " : " (") << report.expected
        << (zh ? " 次按测试安排被拒）" : " refused as the test arranged)");
  }
  out << (zh ? "，发现 " : ", findings: ") << report.findings.size() << (zh ? " 项\n" : "\n");
  if (report.requests == 0) out << "  " << HintWithoutCalls(report.intercept, zh) << '\n';
  if (!report.blind.empty()) out << "  " << UnseenClients(report.blind, zh) << '\n';
  if (report.pending > 0) {
    out << "  "
        << (zh ? "程序结束时还有 " + std::to_string(report.pending) + " 次调用因故障延迟尚未应答\n"
               : std::to_string(report.pending) +
                     (report.pending == 1 ? " call was" : " calls were") +
                     " not answered when the program ended: a fault delays them\n");
  }
  for (const Finding& finding : report.findings) {
    out << "  " << finding.kind << " " << base::Printable(finding.id)
        << (zh ? "，账号 " : ", account ")
        << base::Printable(NameOf(report, finding.appid, finding.name)) << (zh ? "：" : ": ")
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
                        {"name", finding.name},
                        {"count", finding.count},
                        {"requests", finding.requests},
                        {"details", finding.details},
                        {"why", finding.why},
                        {"todo", finding.todo}});
  }
  const Json json = {{"version", 1},
                     {"command", report.command},
                     {"exit_code", report.exit_code},
                     {"requests", report.requests},
                     {"expected", report.expected},
                     {"pending", report.pending},
                     {"not_redirected", report.blind},
                     {"failed_on", report.failed_on},
                     {"findings", std::move(findings)}};
  return protocol::Dump(json, 2) + "\n";
}

std::string ReportJunit(const Report& report) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"wxnotice\">\n";
  AppendProgram(report, out);
  for (const CalledAccount& account : report.accounts) AppendAccount(report, account, out);
  return out + "</testsuites>\n";
}

}  // namespace wxnotice::exec
