// OpenSSL's objects with an owner, and PEM in and out. Only the .cc files of certs/ include this.
#ifndef WXNOTICE_CERTS_OPENSSL_H_
#define WXNOTICE_CERTS_OPENSSL_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace wxnotice::certs {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

// Null when there is none. Never asks for a passphrase.
Key ReadKey(const std::string& pem);
// All of them, in order.
std::vector<Certificate> ReadCertificates(std::string_view pem);
// The bytes that a memory BIO holds.
std::string Bytes(const Bio& bio);
// What OpenSSL says of its last error, which is forgotten.
std::string LastError();

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_OPENSSL_H_
