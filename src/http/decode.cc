#include "http/decode.h"

#include <algorithm>
#include <httplib.h>
#include <string>
#include <string_view>
#include <utility>

#include "http/head.h"

namespace wxnotice::http {
namespace {

// A connection that exists in memory alone, for httplib::Server::process_request.
class MemoryStream final : public httplib::Stream {
 public:
  MemoryStream(std::string_view head, std::string_view body) : parts_{head, body} {}

  bool is_readable() const override { return !parts_[0].empty() || !parts_[1].empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override {
    std::string_view& part = parts_[0].empty() ? parts_[1] : parts_[0];
    size = std::min(size, part.size());
    part.copy(to, size);
    part.remove_prefix(size);
    return static_cast<ssize_t>(size);
  }
  ssize_t write(const char* /*from*/, size_t size) override { return static_cast<ssize_t>(size); }
  void get_remote_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
  void get_local_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
  socket_t socket() const override { return 0; }

 private:
  std::string_view parts_[2];
};

std::string_view KnownEncoding(std::string_view value) {
  for (const std::string_view known : {"gzip", "deflate", "br"}) {
    if (EqualsWithoutCase(value, known)) return known;
  }
  return EqualsWithoutCase(value, "x-gzip") ? "gzip" : std::string_view();
}

}  // namespace

// Never listens. It is given a head of our own making, so that of all its parsing only the decoding
// meets a client's bytes.
class BodyDecoder::Library final : private httplib::Server {
 public:
  explicit Library(size_t limit_bytes) : limit_bytes_(limit_bytes) {
    Post("/",
         [this](const httplib::Request&, httplib::Response&, const httplib::ContentReader& read) {
           whole_ = read([this](const char* bytes, size_t size) { return Receive(bytes, size); });
         });
  }

  bool Decode(std::string_view encoding, protocol::Request& request) {
    std::string head = "POST / HTTP/1.1\r\nContent-Encoding: ";
    head.append(encoding)
        .append("\r\nContent-Length: ")
        .append(std::to_string(request.body.size()));
    head += "\r\n\r\n";
    whole_ = cut_ = false;
    body_.clear();
    MemoryStream stream(head, request.body);
    bool closed = false;
    process_request(stream, false, closed, nullptr);
    if (!whole_ && !cut_) return false;
    request.body = std::exchange(body_, {});
    request.truncated = request.truncated || cut_;
    return true;
  }

 private:
  bool Receive(const char* bytes, size_t size) {
    const size_t room = limit_bytes_ - body_.size();
    cut_ = size > room;
    body_.append(bytes, std::min(size, room));
    return !cut_;
  }

  size_t limit_bytes_;
  std::string body_;
  bool whole_ = false;
  bool cut_ = false;
};

BodyDecoder::BodyDecoder(size_t limit_bytes) : library_(std::make_unique<Library>(limit_bytes)) {}
BodyDecoder::~BodyDecoder() = default;

bool BodyDecoder::Decode(protocol::Request& request) {
  if (request.body.empty() || request.truncated) return true;
  const std::string_view encoding = KnownEncoding(request.Header("Content-Encoding"));
  return encoding.empty() || library_->Decode(encoding, request);
}

}  // namespace wxnotice::http
