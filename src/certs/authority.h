// A certificate authority for this machine only, and the server certificates that it signs. Name
// constraints limit it to the given domains, so that a client that trusts it does not trust it for
// other hosts. Plain functions, thread-safe. Keys come from the random generator of OpenSSL.
#ifndef WXNOTICE_CERTS_AUTHORITY_H_
#define WXNOTICE_CERTS_AUTHORITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace wxnotice::certs {

// A certificate and its key, both PEM.
struct Identity {
  std::string certificate;  // may be a chain, the server certificate first
  std::string key;
};

// The host names and IP addresses to certify.
struct Names {
  std::vector<std::string> hosts;      // "api.weixin.qq.com"
  std::vector<std::string> addresses;  // "127.0.0.1", "::1"
  std::vector<std::string> domains;    // that the authority may sign for, with subdomains: "qq.com"
};

enum class KeyKind { kEc, kRsa };  // P-256, 2048 bits

// Valid for ten years, starting one day before `now`.
base::Result<Identity> MakeAuthority(const Names& names, base::Instant now);

// A server certificate, valid for 397 days, starting one day before `now`; at most as long as the
// authority.
base::Result<Identity> Issue(const Identity& authority, const Names& names, KeyKind kind,
                             base::Instant now);

// Whether `identity` is a certificate with its key, valid or not.
bool IsIdentity(const Identity& identity);
// Whether the validity of `identity` started before `now`. REQUIRES: IsIdentity.
bool HasBegun(const Identity& identity, base::Instant now);
// Whether `identity` is a certificate with its key that is valid at `now` and for `days` more.
bool IsGood(const Identity& identity, base::Instant now, int days);
// Whether `leaf` certifies all of `names` and was signed by `authority`.
bool IsIssuedFor(const Identity& leaf, const Names& names, const Identity& authority);

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_AUTHORITY_H_
