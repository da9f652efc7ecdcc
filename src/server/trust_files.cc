#include "server/trust_files.h"

#include <cstdlib>
#include <filesystem>

#include "base/replace_file.h"
#include "certs/trust.h"
#include "mock/hosts.h"

namespace wxnotice::server {
namespace {

constexpr int kReadable = 0644;

}  // namespace

certs::Names CertifiedNames() {
  certs::Names names;
  names.hosts.assign(mock::kWechatHosts.begin(), mock::kWechatHosts.end());
  names.hosts.emplace_back("localhost");
  names.addresses = {"127.0.0.1", "::1"};
  names.domains = {std::string(mock::kWechatDomain), "localhost"};
  return names;
}

std::optional<admin::Download> TrustFile(const std::string& authority, std::string_view name) {
  constexpr char kPem[] = "application/x-pem-file";
  if (name == "ca.pem") return admin::Download{kPem, authority};
  const std::string bundle = certs::Bundle(authority, certs::SystemRoots());
  if (name == "bundle.pem") return admin::Download{kPem, bundle};
  if (name != "truststore.p12") return std::nullopt;
  auto store = certs::TrustStore(bundle);
  if (!store) return std::nullopt;
  return admin::Download{"application/x-pkcs12", std::move(*store)};
}

base::Result<std::map<std::string, std::string>> WriteTrustFiles(const std::string& authority,
                                                                 const std::string& folder) {
  for (const char* name : {"ca.pem", "bundle.pem", "truststore.p12"}) {
    const auto file = TrustFile(authority, name);
    if (!file) return base::Error{folder + "/" + name + ": cannot be created"};
    const auto written = base::ReplaceFileUnsynced(folder + "/" + name, file->bytes, kReadable);
    if (!written) return base::Error{written.error()};
  }
  const std::string bundle = folder + "/bundle.pem";
  // A separate folder, because PHP reads every .ini in it. The empty part keeps the default folder.
  std::error_code failed;
  std::filesystem::create_directories(folder + "/php", failed);
  const auto php = base::ReplaceFileUnsynced(
      folder + "/php/wxnotice.ini",
      "curl.cainfo=\"" + bundle + "\"\nopenssl.cafile=\"" + bundle + "\"\n", kReadable);
  if (!php) return base::Error{php.error()};
  const char* scan = std::getenv("PHP_INI_SCAN_DIR");
  return std::map<std::string, std::string>{
      {"CURL_CA_BUNDLE", bundle},
      {"GIT_SSL_CAINFO", bundle},
      {"JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=" + folder +
                                "/truststore.p12 -Djavax.net.ssl.trustStoreType=PKCS12 "
                                "-Djavax.net.ssl.trustStorePassword=" +
                                std::string(certs::kTrustStorePassword)},
      {"NODE_EXTRA_CA_CERTS", folder + "/ca.pem"},
      {"PHP_INI_SCAN_DIR", (scan == nullptr ? "" : std::string(scan)) + ":" + folder + "/php"},
      {"REQUESTS_CA_BUNDLE", bundle},
      {"SSL_CERT_FILE", bundle}};
}

}  // namespace wxnotice::server
