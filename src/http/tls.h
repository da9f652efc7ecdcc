// The server side of TLS: its certificates, and sessions on top of a socket. Only this file uses
// OpenSSL in http/. The context is immutable and thread-safe; a session belongs to its connection.
#ifndef WXNOTICE_HTTP_TLS_H_
#define WXNOTICE_HTTP_TLS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "base/result.h"

namespace wxnotice::http {

// Both PEM. The certificate may be a chain, the server certificate first.
struct TlsIdentity {
  std::string certificate;
  std::string key;
};

class TlsContext {
 public:
  // With one identity per kind of key, the client's capabilities decide. TLS 1.2 and 1.3.
  static base::Result<std::unique_ptr<const TlsContext>> Make(
      const std::vector<TlsIdentity>& identities);
  ~TlsContext();

 private:
  friend class TlsSession;
  class Impl;
  explicit TlsContext(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class TlsSession {
 public:
  // `fd` is non-blocking and must outlive the session; `read_already` are its first bytes. The
  // context must outlive the session.
  TlsSession(const TlsContext& context, int fd, std::string_view read_already);
  ~TlsSession();

  // As recv and send: -1 and EAGAIN if nothing can be done now, 0 at the end. They do not block;
  // the handshake happens in the first reads. A failure is EPROTO, and ErrorText() describes it.
  ssize_t Read(char* data, size_t size);
  ssize_t Write(const char* data, size_t size);
  // Sends the closing alert, if the socket accepts it at once.
  void End();

  bool handshaking() const;
  // Wait until the socket is writable.
  bool wants_write() const;
  // Data is buffered for which the socket will have no event.
  bool buffered() const;
  // If the client leaves now, without a request: its probable reason, with the remedy. Empty if the
  // handshake did not start.
  std::string ErrorText() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_TLS_H_
