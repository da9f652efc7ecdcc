#include "certs/openssl.h"

#include <array>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace wxnotice::certs {
namespace {

int NoPassphrase(char*, int, int, void*) {
  return 0;
}

Bio Over(std::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

}  // namespace

Key ReadKey(const std::string& pem) {
  Key key(PEM_read_bio_PrivateKey(Over(pem).get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  return key;
}

std::vector<Certificate> ReadCertificates(std::string_view pem) {
  std::vector<Certificate> certificates;
  const Bio bio = Over(pem);
  while (X509* one = PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr))
    certificates.emplace_back(one);
  ERR_clear_error();  // OpenSSL reports the end of the input as an error
  return certificates;
}

std::string Bytes(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(size)};
}

std::string LastError() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  ERR_clear_error();
  return text.data();
}

}  // namespace wxnotice::certs
