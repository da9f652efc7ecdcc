#include "http/tls.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace wxnotice::http {
namespace {

constexpr char kRemedy[] =
    "; configure the CA from `wxnotice ca export`, set the variables from `wxnotice ca print-env`, "
    "or run it with `wxnotice exec --intercept`";

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freed<SSL_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Method = std::unique_ptr<BIO_METHOD, Freed<BIO_meth_free>>;

std::string ReasonOf(unsigned long error) {
  const char* reason = ERR_reason_error_string(error);
  return reason == nullptr ? "unknown reason" : reason;
}

// Alerts of a client that rejects the certificate.
bool IsDistrust(int reason) {
  return reason == SSL_R_TLSV1_ALERT_UNKNOWN_CA || reason == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE ||
         reason == SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN ||
         reason == SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE;
}

std::string Describe(unsigned long error) {
  const int reason = ERR_GET_REASON(error);
  if (IsDistrust(reason))
    return "the client does not trust the certificate (" + ReasonOf(error) + ")" + kRemedy;
  if (reason == SSL_R_HTTP_REQUEST || reason == SSL_R_HTTPS_PROXY_REQUEST)
    return "plain HTTP on the TLS port; use https://";
  return "TLS failed: " + ReasonOf(error);
}

int NoPassphrase(char*, int, int, void*) {
  return 0;
}

bool Use(SSL_CTX* context, const TlsIdentity& identity) {
  const Bio certificates(
      BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size())));
  const Bio secret(BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size())));
  X509* leaf = PEM_read_bio_X509(certificates.get(), nullptr, NoPassphrase, nullptr);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(secret.get(), nullptr, NoPassphrase, nullptr);
  // Checked first: the context would take a key of another kind for that of a second identity.
  bool used = leaf != nullptr && key != nullptr && X509_check_private_key(leaf, key) == 1 &&
              SSL_CTX_use_certificate(context, leaf) == 1 &&
              SSL_CTX_use_PrivateKey(context, key) == 1;
  X509_free(leaf);
  EVP_PKEY_free(key);
  while (used) {
    X509* next = PEM_read_bio_X509(certificates.get(), nullptr, NoPassphrase, nullptr);
    if (next == nullptr) break;
    used = SSL_CTX_add0_chain_cert(context, next) == 1;
  }
  return used;
}

// The data of a session's BIO.
struct Wire {
  int fd = -1;
  std::string read_already;
  bool ended = false;  // the client has closed its side
};

int ReadWire(BIO* bio, char* data, size_t size, size_t* got) {
  auto* wire = static_cast<Wire*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  if (!wire->read_already.empty()) {
    *got = wire->read_already.copy(data, size);
    wire->read_already.erase(0, *got);
    return 1;
  }
  const ssize_t count = ::recv(wire->fd, data, size, 0);
  if (count > 0) {
    *got = static_cast<size_t>(count);
    return 1;
  }
  wire->ended = count == 0;
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
  return 0;
}

int WriteWire(BIO* bio, const char* data, size_t size, size_t* put) {
  const auto* wire = static_cast<Wire*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  const ssize_t count = ::send(wire->fd, data, size, MSG_NOSIGNAL);
  if (count >= 0) {
    *put = static_cast<size_t>(count);
    return 1;
  }
  if (errno == EAGAIN || errno == EINTR) BIO_set_retry_write(bio);
  return 0;
}

long ControlWire(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return static_cast<Wire*>(BIO_get_data(bio))->ended ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

Method MakeMethod() {
  Method method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
  BIO_meth_set_read_ex(method.get(), ReadWire);
  BIO_meth_set_write_ex(method.get(), WriteWire);
  BIO_meth_set_ctrl(method.get(), ControlWire);
  return method;
}

}  // namespace

// The BIO of the socket is custom, for the bytes that were read before TLS began, and because
// OpenSSL's BIO raises SIGPIPE.
class TlsContext::Impl {
 public:
  Context context{SSL_CTX_new(TLS_server_method())};
  Method method = MakeMethod();
};

TlsContext::TlsContext(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TlsContext::~TlsContext() = default;

base::Result<std::unique_ptr<const TlsContext>> TlsContext::Make(
    const std::vector<TlsIdentity>& identities) {
  auto impl = std::make_unique<Impl>();
  SSL_CTX* context = impl->context.get();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  for (const TlsIdentity& identity : identities) {
    if (!Use(context, identity)) {
      const unsigned long error = ERR_peek_last_error();
      ERR_clear_error();
      return base::Error{"the certificate and its key cannot be used: " + ReasonOf(error) +
                         "; both must be PEM, and the key must match"};
    }
    ERR_clear_error();  // OpenSSL reports the end of the certificates as an error
  }
  return std::unique_ptr<const TlsContext>(new TlsContext(std::move(impl)));
}

class TlsSession::Impl {
 public:
  Impl(SSL_CTX* context, const BIO_METHOD* method, int fd, std::string_view read_already)
      : wire_{fd, std::string(read_already), false}, session_(SSL_new(context)) {
    BIO* bio = BIO_new(method);
    BIO_set_data(bio, &wire_);
    BIO_set_init(bio, 1);
    SSL_set_bio(session_.get(), bio, bio);
    SSL_set_accept_state(session_.get());
  }

  template <typename Call>
  ssize_t Try(Call call) {
    ERR_clear_error();
    errno = 0;
    size_t done = 0;
    const int result = call(session_.get(), &done);
    error_ = SSL_get_error(session_.get(), result);
    if (result == 1) return static_cast<ssize_t>(done);
    if (error_ == SSL_ERROR_ZERO_RETURN) return 0;
    if (error_ == SSL_ERROR_WANT_READ || error_ == SSL_ERROR_WANT_WRITE) {
      errno = EAGAIN;
      return -1;
    }
    if (error_ == SSL_ERROR_SSL) error_text_ = Describe(ERR_peek_error());
    ERR_clear_error();
    broken_ = true;  // OpenSSL must not be called again
    errno = EPROTO;
    return -1;
  }

  SSL* get() const { return session_.get(); }
  int error() const { return error_; }
  bool broken() const { return broken_; }
  bool buffered() const { return !wire_.read_already.empty() || SSL_has_pending(session_.get()); }
  const std::string& error_text() const { return error_text_; }

 private:
  Wire wire_;
  Session session_;
  int error_ = SSL_ERROR_NONE;
  bool broken_ = false;
  std::string error_text_;
};

TlsSession::TlsSession(const TlsContext& context, int fd, std::string_view read_already)
    : impl_(std::make_unique<Impl>(context.impl_->context.get(), context.impl_->method.get(), fd,
                                   read_already)) {}
TlsSession::~TlsSession() = default;

ssize_t TlsSession::Read(char* data, size_t size) {
  return impl_->Try(
      [&](SSL* session, size_t* got) { return SSL_read_ex(session, data, size, got); });
}

ssize_t TlsSession::Write(const char* data, size_t size) {
  return impl_->Try(
      [&](SSL* session, size_t* put) { return SSL_write_ex(session, data, size, put); });
}

void TlsSession::End() {
  if (!impl_->broken() && !handshaking()) SSL_shutdown(impl_->get());
  ERR_clear_error();
}

bool TlsSession::handshaking() const {
  return SSL_is_init_finished(impl_->get()) == 0;
}
bool TlsSession::wants_write() const {
  return impl_->error() == SSL_ERROR_WANT_WRITE;
}
bool TlsSession::buffered() const {
  return impl_->buffered();
}
std::string TlsSession::ErrorText() const {
  if (!impl_->error_text().empty()) return impl_->error_text();
  if (SSL_in_before(impl_->get()) != 0) return "";
  return (handshaking() ? "closed the connection during the TLS handshake"
                        : "closed the connection after the TLS handshake, without a request") +
         std::string(": it may not trust the certificate") + kRemedy;
}

}  // namespace wxnotice::http
