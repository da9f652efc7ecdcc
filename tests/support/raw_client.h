// A client that sends the bytes it is told and tells the bytes it gets: for what no HTTP library
// would send or accept. Every wait ends after 10 s. Not thread-safe.
#ifndef WXNOTICE_TESTS_SUPPORT_RAW_CLIENT_H_
#define WXNOTICE_TESTS_SUPPORT_RAW_CLIENT_H_

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <string>
#include <string_view>
#include <unistd.h>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace wxnotice::test {

class RawClient {
 public:
  explicit RawClient(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) { Connect(port); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { Close(); }

  RawClient& Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) break;  // the server is gone: what is read next will say so
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return *this;
  }
  void ShutDownSending() { ::shutdown(fd_, SHUT_WR); }
  // Ends the connection so that the server sees that nobody reads any more.
  void Reset() {
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    Close();
  }
  void Close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

  // The next answer: head and, as Content-Length tells, body. What there was when the connection
  // ended before. `to_head`: there is no body.
  std::string Reply(bool to_head = false) {
    while (got_.find("\r\n\r\n") == std::string::npos && Read()) {
    }
    const size_t body =
        got_.find("\r\n\r\n") == std::string::npos ? got_.size() : got_.find("\r\n\r\n") + 4;
    const size_t label = got_.find("Content-Length: ");
    const size_t bytes = to_head || label > body ? 0 : std::stoul(got_.substr(label + 16));
    while (got_.size() < body + bytes && Read()) {
    }
    return Take(std::min(got_.size(), body + bytes));
  }
  // All up to and with `mark`; what there was when the connection ended before.
  std::string Until(std::string_view mark) {
    while (got_.find(mark) == std::string::npos && Read()) {
    }
    const size_t at = got_.find(mark);
    return Take(at == std::string::npos ? got_.size() : at + mark.size());
  }
  // All until the server ends the connection.
  std::string Rest() {
    while (Read()) {
    }
    return Take(got_.size());
  }
  bool was_reset() const { return was_reset_; }
  bool timed_out() const { return timed_out_; }
  // Whether bytes or an end are there now.
  bool HasNews() { return !got_.empty() || Poll(0); }

 private:
  void Connect(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0) << errno;
  }
  bool Poll(int milliseconds) {
    pollfd wait{fd_, POLLIN, 0};
    return ::poll(&wait, 1, milliseconds) > 0;
  }
  bool Read() {
    if (!Poll(10'000)) {
      timed_out_ = true;
      ADD_FAILURE() << "nothing came for 10 s; so far: " << got_;
      return false;
    }
    std::array<char, 65536> bytes;
    const ssize_t got = ::recv(fd_, bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == ECONNRESET) was_reset_ = true;
    if (got <= 0) return false;
    got_.append(bytes.data(), static_cast<size_t>(got));
    return true;
  }
  std::string Take(size_t bytes) {
    std::string taken = got_.substr(0, bytes);
    got_.erase(0, bytes);
    return taken;
  }

  int fd_;
  std::string got_;
  bool was_reset_ = false;
  bool timed_out_ = false;
};

}  // namespace wxnotice::test

#endif  // WXNOTICE_TESTS_SUPPORT_RAW_CLIENT_H_
