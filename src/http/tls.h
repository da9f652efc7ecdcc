// The server's side of TLS: its certificates, and one session over bytes that come and go by a
// socket. OpenSSL: only here. The context is immutable and thread-safe; a session belongs to its
// connection.
#ifndef WXNOTICE_HTTP_TLS_H_
#define WXNOTICE_HTTP_TLS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "base/result.h"

namespace wxnotice::http {

// PEM, both. The certificate may be a chain, its own one first.
struct TlsIdentity {
  std::string certificate;
  std::string key;
};

class TlsContext {
 public:
  // With one identity for each kind of key: the client's abilities choose. TLS 1.2 and 1.3.
  static base::Result<std::unique_ptr<const TlsContext>> Make(
      const std::vector<TlsIdentity>& identities);
  ~TlsContext();

 private:
  friend class TlsSession;
  class Library;
  explicit TlsContext(std::unique_ptr<Library> library);
  std::unique_ptr<Library> library_;
};

class TlsSession {
 public:
  // `fd` is non-blocking and outlives the session; `read_already` are its first bytes. The context
  // must outlive the session.
  TlsSession(const TlsContext& context, int fd, std::string_view read_already);
  ~TlsSession();

  // As recv and send: -1 and EAGAIN when nothing can be done now, 0 at the end. Neither blocks; the
  // handshake is part of the first reads. A failure is EPROTO, and Complaint() says what it was.
  ssize_t Read(char* data, size_t size);
  ssize_t Write(const char* data, size_t size);
  // Says goodbye, as far as the socket takes it at once.
  void End();

  bool handshaking() const;
  // Not before the socket can be written to.
  bool wants_write() const;
  // Bytes are here that no event of the socket will tell of.
  bool buffered() const;
  // What a client that ends here, having asked nothing, must have disliked, and the remedy; empty
  // when it did not even begin.
  std::string Complaint() const;

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_TLS_H_
