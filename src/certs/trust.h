// Formats in which runtimes read trusted certificates. Plain functions, thread-safe.
#ifndef WXNOTICE_CERTS_TRUST_H_
#define WXNOTICE_CERTS_TRUST_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace wxnotice::certs {

// Java requires a password, although a trust store contains no secrets.
inline constexpr std::string_view kTrustStorePassword = "changeit";

// The root certificates of the system, as PEM; empty if there are none. Reads SSL_CERT_FILE if it
// is set, else the usual places of the distributions.
std::string SystemRoots();

// `authority` and then `roots`, as one PEM. A variable such as SSL_CERT_FILE replaces the roots
// that a runtime trusts, so the file must contain both.
std::string Bundle(std::string_view authority, std::string_view roots);

// All certificates of `pem` as a PKCS#12 trust store that every Java version reads.
base::Result<std::string> TrustStore(std::string_view pem);

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_TRUST_H_
