// Finds where one HTTP/1 request ends in a stream of bytes, and keeps what belongs to it: head, and
// body with the chunks joined and trailers dropped. Stops after the head, for its user to say
// whether the body is wanted. Bounded: a head over its limit is refused, a body over its limit is
// cut, and a budget covers what all requests under way hold. Takes bytes as they come, each once.
// Not thread-safe. May throw std::bad_alloc: then it is of no more use.
#ifndef WXNOTICE_HTTP_FRAMING_H_
#define WXNOTICE_HTTP_FRAMING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/budget.h"
#include "http/head.h"

namespace wxnotice::http {

struct FramingLimits {
  size_t head_bytes = size_t{64} * 1024;
  size_t headers = 200;
};

class RequestParser {
 public:
  enum class Progress { kMore, kHead, kComplete, kRefused };

  // `budget`, if not null, must outlive the parser and covers what is held of heads.
  explicit RequestParser(FramingLimits limits, Budget* budget = nullptr)
      : limits_(limits), budget_(budget) {
    head_.claim = Claim(budget);
  }

  // Takes from the front of `input` what belongs to the current request and returns how many bytes
  // that were; the rest is the next request's, or after a refusal or a cut nobody's.
  size_t Feed(std::string_view input);

  Progress progress() const { return progress_; }
  // The request so far, all but its body. REQUIRES: progress() == kHead.
  Head& head() { return head_; }
  bool has_body() const { return head_.chunked || head_.content_length > 0; }
  // The body is wanted, up to so many bytes, which `budget` covers from now on together with the
  // head. REQUIRES: progress() == kHead.
  void Accept(size_t body_limit_bytes, Budget* budget = nullptr);

  // Some byte of a request has come that is not taken yet.
  bool started() const { return started_; }
  // True once for a request whose client waits for "100 Continue" before it sends the body.
  bool TakeContinue();
  // REQUIRES: progress() == kRefused.
  const Refusal& refusal() const { return refusal_; }

  // The request, and the parser is ready for the next. A cut body sets truncated and clears
  // keep_alive: what follows it on the wire is unknown. A body announced as too long is not waited
  // for: it is empty. REQUIRES: progress() == kComplete, or kHead for a body that is not wanted.
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
  void Reserve(size_t bytes);
  // Claims what is held. Refuses the request when the budget has too little left.
  void Account();
  void Cut();
  void Refuse(int status, const char* why);

  FramingLimits limits_;
  Budget* budget_;
  size_t body_limit_bytes_ = 0;  // of the request at hand
  Progress progress_ = Progress::kMore;
  Stage stage_ = Stage::kRequestLine;
  Refusal refusal_;
  Head head_;
  uint64_t remaining_bytes_ = 0;  // of the body or chunk
  size_t frame_bytes_ = 0;        // of lines, since the last byte of content
  size_t head_bytes_ = 0;         // of all lines of the head
  std::string line_;              // what has come of a line that is not whole
  bool line_done_ = false;        // line_ was given out and is to be forgotten
  bool started_ = false;
  bool continue_due_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_FRAMING_H_
