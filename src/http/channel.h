// Reads and writes the bytes of one connection, plain or with TLS, so that the code above does not
// need to know. Belongs to its connection.
#ifndef WXNOTICE_HTTP_CHANNEL_H_
#define WXNOTICE_HTTP_CHANNEL_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <sys/socket.h>

#include "http/socket.h"
#include "http/tls.h"

namespace wxnotice::http {

class Channel {
 public:
  // A non-blocking socket.
  explicit Channel(Socket socket) : socket_(std::move(socket)) {}

  int fd() const { return socket_.fd(); }

  // Switches to TLS; `read_already` are its first bytes. `context` must outlive the channel.
  void BeginTls(const TlsContext& context, std::string_view read_already) {
    tls_ = std::make_unique<TlsSession>(context, fd(), read_already);
  }
  // Whether a client that sent these bytes speaks TLS: they start a handshake record. Source: RFC
  // 8446 5.1.
  static bool LooksLikeTls(std::string_view bytes) {
    return !bytes.empty() && bytes.front() == 0x16;
  }

  // As recv and send.
  ssize_t Read(char* data, size_t size) {
    return tls_ == nullptr ? ::recv(fd(), data, size, 0) : tls_->Read(data, size);
  }
  ssize_t Write(const char* data, size_t size) {
    return tls_ == nullptr ? ::send(fd(), data, size, MSG_NOSIGNAL) : tls_->Write(data, size);
  }
  // Tells the other side that no more data follows.
  void EndWrites() {
    if (tls_ != nullptr) tls_->End();
    ::shutdown(fd(), SHUT_WR);
  }
  void Close() { socket_.Close(); }
  Socket Release() { return std::move(socket_); }

  bool handshaking() const { return tls_ != nullptr && tls_->handshaking(); }
  bool wants_write() const { return tls_ != nullptr && tls_->wants_write(); }
  bool buffered() const { return tls_ != nullptr && tls_->buffered(); }

  // See TlsSession::ErrorText.
  std::string ErrorText() const { return tls_ == nullptr ? "" : tls_->ErrorText(); }

 private:
  Socket socket_;
  std::unique_ptr<TlsSession> tls_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_CHANNEL_H_
