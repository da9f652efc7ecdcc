#include "exec/intercept.h"

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/embedded.h"
#include "base/replace_file.h"
#include "mock/hosts.h"
#include "server/mock_server.h"
#include "server/trust_files.h"

namespace wxnotice::exec {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kReadable = 0644;
// Hosts on this machine are neither WeChat nor a leak.
constexpr char kNoProxy[] = "localhost,127.0.0.1,::1";

// Appends `more` to the current value of the variable.
std::string Behind(const char* name, const std::string& more) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? more : std::string(value) + " " + more;
}

std::string ForNode(const server::MockServer& server, const std::vector<std::string>& allowed) {
  const Json told = {{"hosts", mock::kWechatHosts},
                     {"ports", {{"http", server.port()}, {"https", server.tls_port()}}},
                     {"proxy", server.proxy_port()},
                     {"allow", allowed}};
  return told.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string ForJava(int proxy_port) {
  const std::string port = std::to_string(proxy_port);
  return " -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=" + port +
         " -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=" + port +
         " -Dhttp.nonProxyHosts=localhost|127.*|[::1]";
}

}  // namespace

base::Result<std::map<std::string, std::string>> InterceptVariables(
    const server::MockServer& server, const std::string& authority,
    const std::vector<std::string>& allowed, const std::string& folder) {
  auto trusting = server::WriteTrustFiles(authority, folder);
  if (!trusting) return trusting;
  for (const auto& [name, bytes] : embedded::Intercept()) {
    const auto written =
        base::ReplaceFile(folder + "/" + std::string(name), std::string(bytes), kReadable);
    if (!written) return base::Error{written.error()};
  }
  // PHP reads it after the file of WriteTrustFiles, which is in the same folder.
  const auto php =
      base::ReplaceFile(folder + "/php/wxnotice-prepend.ini",
                        "auto_prepend_file=\"" + folder + "/prepend.php\"\n", kReadable);
  if (!php) return base::Error{php.error()};

  std::map<std::string, std::string>& variables = *trusting;
  for (const char* name : {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"})
    variables[name] = server.proxy_url();
  for (const char* name : {"NO_PROXY", "no_proxy"}) variables[name] = kNoProxy;
  variables["NODE_OPTIONS"] = Behind("NODE_OPTIONS", "--require \"" + folder + "/preload.cjs\"");
  variables["WXNOTICE_INTERCEPT"] = ForNode(server, allowed);
  variables["WXNOTICE_STREAM_PROXY"] = "tcp://127.0.0.1:" + std::to_string(server.proxy_port());
  variables["JAVA_TOOL_OPTIONS"] =
      Behind("JAVA_TOOL_OPTIONS", variables["JAVA_TOOL_OPTIONS"] + ForJava(server.proxy_port()));
  return trusting;
}

}  // namespace wxnotice::exec
