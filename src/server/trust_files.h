// The local CA as runtimes want it: files, and the variables that name them. Thread-safe: no state.
#ifndef WXNOTICE_SERVER_TRUST_FILES_H_
#define WXNOTICE_SERVER_TRUST_FILES_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "admin/api.h"
#include "base/result.h"
#include "certs/authority.h"

namespace wxnotice::server {

// What the server's certificates are for: WeChat's hosts and this machine.
certs::Names CertifiedNames();

// ca.pem, bundle.pem or truststore.p12, for the CA of that PEM; none for another name.
std::optional<admin::Download> TrustFile(const std::string& authority, std::string_view name);

// Writes the three, and settings for PHP, into `folder`. Returns the variables by which curl,
// Python, PHP, Node, Go, Ruby and Java then trust the CA besides the system's roots; an error names
// the file. JAVA_TOOL_OPTIONS is without what stood there before.
base::Result<std::map<std::string, std::string>> WriteTrustFiles(const std::string& authority,
                                                                 const std::string& folder);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_TRUST_FILES_H_
