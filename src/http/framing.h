// Finds the end of each HTTP/1 request in a stream of bytes, and collects its head and its body,
// with chunks joined and trailers dropped. Stops after the head, so that the caller decides about
// the body. Memory is limited: a head above its limit is refused, a body above its limit is cut,
// and a budget covers all requests in progress. Processes each byte once. Not thread-safe. May
// throw std::bad_alloc; the parser is then unusable.
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

  // `budget`, if not null, must outlive the parser. It covers the heads that are held.
  explicit RequestParser(FramingLimits limits, Budget* budget = nullptr)
      : limits_(limits), budget_(budget) {
    head_.claim = Claim(budget);
  }

  // Consumes the bytes at the front of `input` that belong to the current request, and returns
  // their number. The rest belongs to the next request, or to none after a refusal or a cut.
  size_t Feed(std::string_view input);

  Progress progress() const { return progress_; }
  // The request so far, without its body. REQUIRES: progress() == kHead.
  Head& head() { return head_; }
  bool has_body() const { return head_.chunked || head_.content_length > 0; }
  // Reads the body, up to that number of bytes, which `budget` now covers together with the head.
  // REQUIRES: progress() == kHead.
  void Accept(size_t body_limit_bytes, Budget* budget = nullptr);

  // Whether a part of a request has arrived that is not taken yet.
  bool started() const { return started_; }
  // True once for a request whose client waits for "100 Continue" before it sends the body.
  bool TakeContinue();
  // REQUIRES: progress() == kRefused.
  const Refusal& refusal() const { return refusal_; }

  // Returns the request, and prepares the parser for the next one. A cut body sets truncated and
  // clears keep_alive, because the position of the next request is unknown. If Content-Length
  // exceeds the limit, the body is empty and not waited for. REQUIRES: progress() == kComplete, or
  // kHead for a body that is not read.
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
  // Updates the claim. Refuses the request if the budget has too little left.
  void Account();
  void Cut();
  void Refuse(int status, const char* why);

  FramingLimits limits_;
  Budget* budget_;
  size_t body_limit_bytes_ = 0;  // of the current request
  Progress progress_ = Progress::kMore;
  Stage stage_ = Stage::kRequestLine;
  Refusal refusal_;
  Head head_;
  uint64_t remaining_bytes_ = 0;  // of the body or chunk
  size_t frame_bytes_ = 0;        // of lines since the last byte of content
  size_t head_bytes_ = 0;         // of all lines of the head
  std::string line_;              // the received part of an incomplete line
  bool line_done_ = false;        // line_ was returned and must be cleared
  bool started_ = false;
  bool continue_due_ = false;
};

}  // namespace wxnotice::http

#endif  // WXNOTICE_HTTP_FRAMING_H_
