// Finds where one HTTP/1 request ends in a stream of bytes, and keeps what belongs to it: head, and
// body with the chunks joined and trailers dropped. Bounded: a head over its limit is refused, a
// body over its limit is cut. Takes bytes as they come, each once. Not thread-safe.
#ifndef WXNOTICE_HTTP_FRAMING_H_
#define WXNOTICE_HTTP_FRAMING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/head.h"

namespace wxnotice::http {

struct FramingLimits {
  size_t head_bytes = size_t{64} * 1024;
  size_t body_bytes = size_t{8} * 1024 * 1024;
  // One path that takes more: what the server itself gave out may come back to it.
  std::string large_path{};
  size_t large_body_bytes = body_bytes;
};

class RequestParser {
 public:
  enum class Progress { kMore, kComplete, kRefused };
  struct Refusal {
    int status = 0;
    const char* why = "";
  };

  explicit RequestParser(FramingLimits limits) : limits_(std::move(limits)) {}

  // Takes from the front of `input` what belongs to the current request and returns how many bytes
  // that were; the rest is the next request's, or after a refusal or a cut nobody's.
  size_t Feed(std::string_view input);

  Progress progress() const { return progress_; }
  // Some byte of a request has come that is not taken yet.
  bool started() const { return started_; }
  // True once for a request whose client waits for "100 Continue" before it sends the body.
  bool TakeContinue();
  // REQUIRES: progress() == kRefused.
  const Refusal& refusal() const { return refusal_; }

  // The request, and the parser is ready for the next. A cut body sets truncated and clears
  // keep_alive: what follows it on the wire is unknown. A body announced as too long is not waited
  // for: it is empty. REQUIRES: progress() == kComplete.
  Head Take();

 private:
  enum class Stage {
    kRequestLine,
    kHeaders,
    kSizedBody,
    kChunkSize,
    kChunkData,
    kChunkEnd,
    kTrailers
  };

  std::optional<std::string_view> Line(std::string_view& input);
  void OnLine(std::string_view line);
  void OnHeadEnd();
  void OnChunkSize(std::string_view line);
  void OnData(std::string_view& input);
  void Cut();
  void Refuse(int status, const char* why);

  FramingLimits limits_;
  size_t body_limit_bytes_ = 0;  // of the request at hand
  Progress progress_ = Progress::kMore;
  Stage stage_ = Stage::kRequestLine;
  Refusal refusal_;
  Head head_;
  uint64_t remaining_bytes_ = 0;  // of the body or chunk
  size_t frame_bytes_ = 0;        // of lines, since the last byte of content
  std::string line_;              // what has come of a line that is not whole
  bool line_done_ = false;        // line_ was given out and is to be forgotten
  bool started_ = false;
  bool continue_due_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_FRAMING_H_
