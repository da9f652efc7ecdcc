#include "certs/authority.h"

#include <algorithm>
#include <chrono>
#include <ctime>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "certs/openssl.h"

namespace wxnotice::certs {
namespace {

constexpr int kSecondsADay = 24 * 60 * 60;
constexpr int kAuthorityDays = 3650;
constexpr int kLeafDays = 397;  // the maximum that browsers accept
constexpr int kSerialBits = 127;
constexpr int kRsaBits = 2048;

using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

time_t SecondsOf(base::Instant now) {
  return std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
}

std::string Join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

std::string AlternativeNames(const Names& names) {
  std::vector<std::string> parts;
  for (const std::string& host : names.hosts) parts.push_back("DNS:" + host);
  for (const std::string& address : names.addresses) parts.push_back("IP:" + address);
  return Join(parts);
}

// A range of addresses is written with its mask.
std::string Constraints(const Names& names) {
  std::vector<std::string> parts;
  for (const std::string& domain : names.domains) parts.push_back("permitted;DNS:" + domain);
  for (const std::string& address : names.addresses) {
    const bool v6 = address.find(':') != std::string::npos;
    parts.push_back("permitted;IP:" + address + "/" +
                    (v6 ? "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" : "255.255.255.255"));
  }
  return Join(parts);
}

// A certificate under construction. After a failed step, the other steps do nothing.
class Draft {
 public:
  Draft(EVP_PKEY* key, const std::string& common_name, base::Instant now, int days)
      : certificate_(X509_new()) {
    X509* made = certificate_.get();
    Number serial(BN_new());
    Need(X509_set_version(made, X509_VERSION_3) == 1);
    Need(BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1);
    Need(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(made)) != nullptr);
    time_t seconds = SecondsOf(now);
    Need(X509_time_adj_ex(X509_getm_notBefore(made), -1, 0, &seconds) != nullptr);
    Need(X509_time_adj_ex(X509_getm_notAfter(made), days, 0, &seconds) != nullptr);
    Need(X509_set_pubkey(made, key) == 1);
    AddToSubject("O", "wxnotice");
    AddToSubject("CN", common_name);
  }

  void Extend(int nid, const std::string& value, X509* issuer) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate_.get(), nullptr, nullptr, 0);
    X509V3_set_ctx_nodb(&context);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    Need(extension != nullptr && X509_add_ext(certificate_.get(), extension.get(), -1) == 1);
  }

  void EndBy(const ASN1_TIME* time) {
    if (ASN1_TIME_compare(X509_get0_notAfter(certificate_.get()), time) > 0)
      Need(X509_set1_notAfter(certificate_.get(), time) == 1);
  }

  void Sign(X509* issuer, EVP_PKEY* key) {
    Need(X509_set_issuer_name(certificate_.get(), X509_get_subject_name(issuer)) == 1);
    Need(X509_sign(certificate_.get(), key, EVP_sha256()) > 0);
  }

  X509* get() const { return certificate_.get(); }

  base::Result<Identity> Finish(EVP_PKEY* key) {
    const Bio certificate(BIO_new(BIO_s_mem()));
    const Bio secret(BIO_new(BIO_s_mem()));
    Need(PEM_write_bio_X509(certificate.get(), certificate_.get()) == 1);
    Need(PEM_write_bio_PKCS8PrivateKey(secret.get(), key, nullptr, nullptr, 0, nullptr, nullptr) ==
         1);
    if (failed_) return base::Error{"cannot create a certificate: " + LastError()};
    return Identity{Bytes(certificate), Bytes(secret)};
  }

 private:
  void Need(bool done) { failed_ = failed_ || !done; }

  void AddToSubject(const char* field, const std::string& value) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(value.c_str());
    Need(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate_.get()), field, MBSTRING_UTF8,
                                    bytes, -1, -1, 0) == 1);
  }

  Certificate certificate_;
  bool failed_ = false;
};

Key MakeKey(KeyKind kind) {
  return Key(kind == KeyKind::kEc ? EVP_EC_gen("P-256") : EVP_RSA_gen(kRsaBits));
}

}  // namespace

base::Result<Identity> MakeAuthority(const Names& names, base::Instant now) {
  const Key key = MakeKey(KeyKind::kEc);
  if (key == nullptr) return base::Error{"cannot create a key: " + LastError()};
  Draft draft(key.get(), "wxnotice local CA", now, kAuthorityDays);
  draft.Extend(NID_basic_constraints, "critical,CA:TRUE,pathlen:0", draft.get());
  draft.Extend(NID_key_usage, "critical,keyCertSign,cRLSign", draft.get());
  draft.Extend(NID_subject_key_identifier, "hash", draft.get());
  draft.Extend(NID_name_constraints, "critical," + Constraints(names), draft.get());
  draft.Sign(draft.get(), key.get());
  return draft.Finish(key.get());
}

base::Result<Identity> Issue(const Identity& authority, const Names& names, KeyKind kind,
                             base::Instant now) {
  const auto issuers = ReadCertificates(authority.certificate);
  const Key issuer_key = ReadKey(authority.key);
  const Key key = MakeKey(kind);
  if (issuers.empty() || issuer_key == nullptr)
    return base::Error{"the CA's certificate or key cannot be read"};
  if (key == nullptr) return base::Error{"cannot create a key: " + LastError()};
  X509* issuer = issuers.front().get();
  Draft draft(key.get(), names.hosts.front(), now, kLeafDays);
  draft.EndBy(X509_get0_notAfter(issuer));
  draft.Extend(NID_basic_constraints, "critical,CA:FALSE", issuer);
  draft.Extend(NID_key_usage,
               kind == KeyKind::kEc ? "critical,digitalSignature"
                                    : "critical,digitalSignature,keyEncipherment",
               issuer);
  draft.Extend(NID_ext_key_usage, "serverAuth", issuer);
  draft.Extend(NID_subject_key_identifier, "hash", issuer);
  draft.Extend(NID_authority_key_identifier, "keyid", issuer);
  draft.Extend(NID_subject_alt_name, AlternativeNames(names), issuer);
  draft.Sign(issuer, issuer_key.get());
  return draft.Finish(key.get());
}

bool IsIdentity(const Identity& identity) {
  const auto certificates = ReadCertificates(identity.certificate);
  const Key key = ReadKey(identity.key);
  const bool fits = !certificates.empty() && key != nullptr &&
                    X509_check_private_key(certificates.front().get(), key.get()) == 1;
  ERR_clear_error();
  return fits;
}

bool HasBegun(const Identity& identity, base::Instant now) {
  const auto certificates = ReadCertificates(identity.certificate);
  time_t from = SecondsOf(now);
  return !certificates.empty() &&
         X509_cmp_time(X509_get0_notBefore(certificates.front().get()), &from) < 0;
}

bool IsGood(const Identity& identity, base::Instant now, int days) {
  if (!IsIdentity(identity) || !HasBegun(identity, now)) return false;
  const auto certificates = ReadCertificates(identity.certificate);
  X509* certificate = certificates.front().get();
  time_t until = SecondsOf(now) + time_t{days} * kSecondsADay;
  return X509_cmp_time(X509_get0_notAfter(certificate), &until) > 0;
}

bool IsIssuedFor(const Identity& leaf, const Names& names, const Identity& authority) {
  const auto certificates = ReadCertificates(leaf.certificate);
  const auto issuers = ReadCertificates(authority.certificate);
  if (certificates.empty() || issuers.empty()) return false;
  X509* certificate = certificates.front().get();
  return X509_verify(certificate, X509_get0_pubkey(issuers.front().get())) == 1 &&
         std::all_of(names.hosts.begin(), names.hosts.end(),
                     [&](const std::string& host) {
                       return X509_check_host(certificate, host.data(), host.size(), 0, nullptr) ==
                              1;
                     }) &&
         std::all_of(names.addresses.begin(), names.addresses.end(),
                     [&](const std::string& address) {
                       return X509_check_ip_asc(certificate, address.c_str(), 0) == 1;
                     });
}

}  // namespace wxnotice::certs
