#include "exec/intercept.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/embedded.h"
#include "base/read_file.h"
#include "base/replace_file.h"
#include "mock/hosts.h"
#include "protocol/json.h"
#include "server/mock_server.h"
#include "server/trust_files.h"

namespace wxnotice::exec {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kReadable = 0644;
constexpr int kExecutable = 0755;
constexpr size_t kMaxRoots = 16 * base::kMiB;
// Hosts on this machine are neither WeChat nor a leak.
constexpr char kNoProxy[] = "localhost,127.0.0.1,::1";

// Appends `more` to the current value of the variable.
std::string Behind(const char* name, const std::string& more) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? more : std::string(value) + " " + more;
}

// What the preloaded files need to know. A file, not a variable: a child may get an empty
// environment.
std::string RouteFile(const server::MockServer& server, const std::vector<std::string>& allowed,
                      const std::string& folder) {
  const Json route = {{"hosts", mock::kWechatHosts},
                      {"ports", {{"http", server.port()}, {"https", server.tls_port()}}},
                      {"proxy", server.proxy_port()},
                      {"allow", allowed},
                      {"ca", folder + "/ca.pem"}};
  return protocol::Dump(route);
}

// The settings of wget that WGETRC replaces.
std::string OwnWgetrc() {
  const char* chosen = std::getenv("WGETRC");
  const char* home = std::getenv("HOME");
  const std::string path = chosen != nullptr && *chosen != '\0' ? chosen
                           : home != nullptr                    ? std::string(home) + "/.wgetrc"
                                                                : "";
  const auto settings = base::ReadFile(path, {base::kMiB});
  return settings ? *settings : "";
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
  std::error_code failed;
  for (const char* name : {"bin", "python"})
    std::filesystem::create_directories(folder + "/" + name, failed);
  for (const auto& [name, bytes] : embedded::Intercept()) {
    const auto written =
        base::ReplaceFileUnsynced(folder + "/" + std::string(name), std::string(bytes),
                                  name.starts_with("bin/") ? kExecutable : kReadable);
    if (!written) return base::Error{written.error()};
  }
  // PHP reads it after the file of WriteTrustFiles, which is in the same folder.
  const std::string bundle = (*trusting)["SSL_CERT_FILE"];
  const std::map<std::string, std::string> files = {
      {"route.json", RouteFile(server, allowed, folder)},
      {"php/wxnotice-prepend.ini", "auto_prepend_file=\"" + folder + "/prepend.php\"\n"},
      {"wgetrc", OwnWgetrc() + "\nca_certificate = " + bundle + "\n"}};
  for (const auto& [name, bytes] : files) {
    std::string path = folder;
    path.append("/").append(name);
    const auto written = base::ReplaceFileUnsynced(path, bytes, kReadable);
    if (!written) return base::Error{written.error()};
  }

  std::map<std::string, std::string>& variables = *trusting;
  for (const char* name : {"CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"}) {
    const char* own = std::getenv(name);
    if (own == nullptr) continue;
    const auto roots = base::ReadFile(own, {kMaxRoots});
    if (!roots) continue;
    variables[name] = folder + "/" + name + ".pem";
    const auto written = base::ReplaceFileUnsynced(variables[name], authority + *roots, kReadable);
    if (!written) return base::Error{written.error()};
  }
  for (const char* name : {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"})
    variables[name] = server.proxy_url();
  for (const char* name : {"NO_PROXY", "no_proxy"}) variables[name] = kNoProxy;
  variables["NODE_OPTIONS"] = Behind("NODE_OPTIONS", "--require \"" + folder + "/preload.cjs\"");
  variables["PERL_LWP_ENV_PROXY"] = "1";
  variables["PERL_LWP_SSL_CA_FILE"] = bundle;
  variables["WGETRC"] = folder + "/wgetrc";
  variables["JAVA_TOOL_OPTIONS"] =
      Behind("JAVA_TOOL_OPTIONS", variables["JAVA_TOOL_OPTIONS"] + ForJava(server.proxy_port()));
  return trusting;
}

void AddShims(const std::string& folder, std::map<std::string, std::string>& variables) {
  for (const auto& [name, part] : {std::pair("PATH", "/bin"), std::pair("PYTHONPATH", "/python")}) {
    const char* own = std::getenv(name);
    const std::string rest = own == nullptr || *own == '\0' ? "" : ":" + std::string(own);
    variables[name] = std::string(folder).append(part).append(rest);
  }
}

}  // namespace wxnotice::exec
