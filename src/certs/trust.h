// The forms in which runtimes want to be told whom to trust. Plain functions, thread-safe.
#ifndef WXNOTICE_CERTS_TRUST_H_
#define WXNOTICE_CERTS_TRUST_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace wxnotice::certs {

// Java wants one, though nothing in a trust store is secret.
inline constexpr std::string_view kTrustStorePassword = "changeit";

// The system's roots, as PEM; empty when there are none. SSL_CERT_FILE, if set, else where the
// distributions keep them.
std::string SystemRoots();

// `authority` and then `roots`, as one PEM: a variable such as SSL_CERT_FILE replaces the roots
// that a runtime trusts, so that both must be in it.
std::string Bundle(std::string_view authority, std::string_view roots);

// All certificates of `pem` as a PKCS#12 trust store that any Java reads.
base::Result<std::string> TrustStore(std::string_view pem);

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_TRUST_H_
