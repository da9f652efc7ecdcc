// Owning pointers for OpenSSL objects, and conversion from and to PEM. Only the .cc files of certs/
// include this. Plain functions, thread-safe.
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

// Null if there is none. Never asks for a passphrase.
Key ReadKey(const std::string& pem);
// All certificates, in order.
std::vector<Certificate> ReadCertificates(std::string_view pem);
// The content of a memory BIO.
std::string Bytes(const Bio& bio);
// Returns and clears the last error of OpenSSL.
std::string LastError();

}  // namespace wxnotice::certs

#endif  // WXNOTICE_CERTS_OPENSSL_H_
