#include "certs/trust.h"

#include <cstdlib>

#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "base/read_file.h"
#include "certs/openssl.h"

namespace wxnotice::certs {
namespace {

constexpr size_t kMaxRoots = 16 * base::kMiB;

// Debian and its derivatives, Red Hat, SUSE, Alpine.
constexpr const char* kRootFiles[] = {"/etc/ssl/certs/ca-certificates.crt",
                                      "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                      "/etc/ssl/cert.pem"};

// Java trusts a certificate only if it has this attribute, with any usage. Source:
// sun.security.pkcs12.PKCS12KeyStore.
constexpr char kTrustedKeyUsage[] = "2.16.840.1.113894.746875.1.1";
constexpr char kAnyUsage[] = "2.5.29.37.0";
// Old Java versions cannot read newer ciphers. OpenSSL has this one without its legacy provider.
constexpr int kCipher = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
constexpr int kIterations = 2048;

void FreeBags(STACK_OF(PKCS12_SAFEBAG) * bags) {
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}
void FreeSafes(STACK_OF(PKCS7) * safes) {
  sk_PKCS7_pop_free(safes, PKCS7_free);
}
using Bags = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), Freed<FreeBags>>;
using Safes = std::unique_ptr<STACK_OF(PKCS7), Freed<FreeSafes>>;
using Store = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;
using Object = std::unique_ptr<ASN1_OBJECT, Freed<ASN1_OBJECT_free>>;
using Attribute = std::unique_ptr<X509_ATTRIBUTE, Freed<X509_ATTRIBUTE_free>>;

bool MarkTrusted(PKCS12_SAFEBAG* bag) {
  const Object name(OBJ_txt2obj(kTrustedKeyUsage, 1));
  const Object usage(OBJ_txt2obj(kAnyUsage, 1));
  Attribute attribute(
      X509_ATTRIBUTE_create_by_OBJ(nullptr, name.get(), V_ASN1_OBJECT, usage.get(), -1));
  // OpenSSL 3.0 has no function that adds a custom attribute. The bag owns the list, which exists
  // because the bag has a name; only the const has to be cast away.
  auto* attributes = const_cast<STACK_OF(X509_ATTRIBUTE)*>(PKCS12_SAFEBAG_get0_attrs(bag));
  if (attribute == nullptr || attributes == nullptr ||
      sk_X509_ATTRIBUTE_push(attributes, attribute.get()) == 0)
    return false;
  [[maybe_unused]] auto* owned_by_bag = attribute.release();
  return true;
}

bool AddTrusted(Bags& bags, X509* certificate, const std::string& alias) {
  STACK_OF(PKCS12_SAFEBAG)* list = bags.release();
  PKCS12_SAFEBAG* bag = PKCS12_add_cert(&list, certificate);
  bags.reset(list);
  return bag != nullptr && PKCS12_add_friendlyname_utf8(bag, alias.c_str(), -1) == 1 &&
         MarkTrusted(bag);
}

}  // namespace

std::string SystemRoots() {
  const char* chosen = std::getenv("SSL_CERT_FILE");
  for (const char* path : kRootFiles) {
    auto roots = base::ReadFile(chosen != nullptr && *chosen != '\0' ? chosen : path, {kMaxRoots});
    if (roots) return *std::move(roots);
  }
  return "";
}

std::string Bundle(std::string_view authority, std::string_view roots) {
  return std::string(authority) + std::string(roots);
}

base::Result<std::string> TrustStore(std::string_view pem) {
  const std::string password(kTrustStorePassword);
  Bags bags;
  size_t count = 0;
  for (const Certificate& certificate : ReadCertificates(pem)) {
    const std::string alias = count == 0 ? "wxnotice" : "root-" + std::to_string(count);
    if (!AddTrusted(bags, certificate.get(), alias))
      return base::Error{"cannot create a trust store: " + LastError()};
    ++count;
  }
  STACK_OF(PKCS7)* list = nullptr;
  const bool added =
      PKCS12_add_safe(&list, bags.get(), kCipher, kIterations, password.c_str()) == 1;
  const Safes safes(list);
  const Store store(added ? PKCS12_add_safes(safes.get(), 0) : nullptr);
  const Bio bytes(BIO_new(BIO_s_mem()));
  if (store == nullptr ||
      PKCS12_set_mac(store.get(), password.c_str(), -1, nullptr, 0, kIterations, EVP_sha1()) != 1 ||
      i2d_PKCS12_bio(bytes.get(), store.get()) != 1)
    return base::Error{"cannot create a trust store: " + LastError()};
  return Bytes(bytes);
}

}  // namespace wxnotice::certs
