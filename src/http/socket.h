// Owns a file descriptor. Not thread-safe.
#ifndef WXNOTICE_HTTP_SOCKET_H_
#define WXNOTICE_HTTP_SOCKET_H_

#include <unistd.h>
#include <utility>

namespace wxnotice::http {

class Socket {
 public:
  explicit Socket(int fd = -1) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Socket() { Close(); }

  int fd() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void Close() {
    if (open()) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_SOCKET_H_
