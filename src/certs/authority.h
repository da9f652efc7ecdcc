// A certificate authority of this machine alone, and the server certificates that it signs. It can
// sign for nothing but the domains given to it (name constraints), so that whoever trusts it trusts
// it for no other host. Plain functions, thread-safe. Keys come from OpenSSL's random generator.
#ifndef WXNOTICE_CERTS_AUTHORITY_H_
#define WXNOTICE_CERTS_AUTHORITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace wxnotice::certs {

// A certificate and its key, both as PEM.
struct Identity {
  std::string certificate;  // may be a chain, its own one first
  std::string key;
};

// What is certified: host names and IP addresses.
struct Names {
  std::vector<std::string> hosts;      // "api.weixin.qq.com"
  std::vector<std::string> addresses;  // "127.0.0.1", "::1"
  std::vector<std::string> domains;    // what the authority may sign for, with all below: "qq.com"
};

enum class KeyKind { kEc, kRsa };  // P-256, 2048 bits

// Valid from a day before `now`, for ten years.
base::Result<Identity> MakeAuthority(const Names& names, base::Instant now);

// A server's certificate, valid from a day before `now` for 397 days, at most as long as the
// authority's.
base::Result<Identity> Issue(const Identity& authority, const Names& names, KeyKind kind,
                             base::Instant now);

// Whether `identity` is a certificate with its key, valid or not.
bool IsIdentity(const Identity& identity);
// Whether the time of `identity` began before `now`. REQUIRES: IsIdentity.
bool HasBegun(const Identity& identity, base::Instant now);
// Whether `identity` is a certificate with its key that is valid at `now` and for `days` more.
bool IsGood(const Identity& identity, base::Instant now, int days);
// Whether `leaf` certifies all of `names` and was signed by `authority`.
bool IsIssuedFor(const Identity& leaf, const Names& names, const Identity& authority);

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_AUTHORITY_H_
