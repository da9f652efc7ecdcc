// Writes the local CA in the form that runtimes need: files, and variables that name them.
// Thread-safe: no state.
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

// The names in the certificates of the server: WeChat's hosts and this machine.
certs::Names CertifiedNames();

// The content of ca.pem, bundle.pem or truststore.p12 for the CA in `authority` (PEM); none for
// other names.
std::optional<admin::Download> TrustFile(const std::string& authority, std::string_view name);

// Writes these three files, and settings for PHP, into `folder`. Returns the variables that make
// curl, Python, PHP, Node, Go, Ruby and Java trust the CA in addition to the roots of the system.
// An error names the file. JAVA_TOOL_OPTIONS does not include its previous value.
base::Result<std::map<std::string, std::string>> WriteTrustFiles(const std::string& authority,
                                                                 const std::string& folder);

}  // namespace wxnotice::server

#endif  // WXNOTICE_SERVER_TRUST_FILES_H_
