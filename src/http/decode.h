// Decodes compressed request bodies (Content-Encoding: gzip, deflate, br) with cpp-httplib, within
// a limit that cpp-httplib 0.11.4 itself does not keep. Not thread-safe: one per loop.
#ifndef WXNOTICE_HTTP_DECODE_H_
#define WXNOTICE_HTTP_DECODE_H_

#include <memory>

#include "protocol/message.h"

namespace wxnotice::http {

class BodyDecoder {
 public:
  explicit BodyDecoder(size_t limit_bytes);
  ~BodyDecoder();

  // Decodes `request.body` in place. A body that grows beyond the limit is cut and marked
  // truncated. A body without Content-Encoding, or with one that is not known, stays as it is.
  // Returns false, and leaves the body as it is, when it cannot be decoded.
  bool Decode(protocol::Request& request);

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_DECODE_H_
