#include "http/framing.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wxnotice::http {
namespace {

// A request line contains none of these. Checked before the line ends, so that a TLS ClientHello,
// which may have no line end, is refused at once.
bool HasForeignByte(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return (c < 0x20 && c != '\r' && c != '\n') || c == 0x7f;
  });
}

}  // namespace

size_t RequestParser::Feed(std::string_view input) {
  const size_t size = input.size();
  while (progress_ == Progress::kMore && !input.empty()) {
    if (stage_ == Stage::kSizedBody || stage_ == Stage::kChunkData) {
      OnData(input);
    } else if (const auto line = Line(input); line && progress_ == Progress::kMore) {
      OnLine(*line);
    }
  }
  if (progress_ != Progress::kRefused) Account();
  return size - input.size();
}

void RequestParser::Accept(size_t body_limit_bytes, Budget* budget) {
  assert(progress_ == Progress::kHead);
  progress_ = Progress::kMore;
  body_limit_bytes_ = body_limit_bytes;
  head_.claim = Claim(budget);
  if (!head_.chunked && head_.content_length > body_limit_bytes_) return Cut();
  remaining_bytes_ = head_.content_length;
  stage_ = head_.chunked ? Stage::kChunkSize : Stage::kSizedBody;
  if (!has_body()) progress_ = Progress::kComplete;
  continue_due_ = head_.expects_continue;
}

// A request without a body that arrives in one piece never uses the budget.
void RequestParser::Account() {
  const std::string& body = head_.request.body;
  if (progress_ != Progress::kMore && body.empty()) return;
  if (!head_.claim.Resize(head_bytes_ + frame_bytes_ + body.size()))
    Refuse(
        503,
        "the requests in progress are too large; send fewer or smaller ones, or try again later");
}

bool RequestParser::TakeContinue() {
  return std::exchange(continue_due_, false) && progress_ == Progress::kMore;
}

Head RequestParser::Take() {
  assert(progress_ == Progress::kComplete || progress_ == Progress::kHead);
  Head head = std::exchange(head_, Head());
  head_.claim = Claim(budget_);
  progress_ = Progress::kMore;
  stage_ = Stage::kRequestLine;
  frame_bytes_ = 0;
  head_bytes_ = 0;
  started_ = false;
  continue_due_ = false;
  return head;
}

// A single LF ends a line too, as RFC 9112 2.2 allows.
std::optional<std::string_view> RequestParser::Line(std::string_view& input) {
  if (std::exchange(line_done_, false)) line_.clear();
  const size_t end = input.find('\n');
  const std::string_view part = input.substr(0, end == std::string_view::npos ? end : end + 1);
  input.remove_prefix(part.size());
  frame_bytes_ += part.size();
  if (frame_bytes_ > limits_.head_bytes) {
    Refuse(431, "the head is too long");
  } else if (stage_ == Stage::kRequestLine && HasForeignByte(part)) {
    const unsigned char first =
        static_cast<unsigned char>(line_.empty() ? part.front() : line_.front());
    Refuse(400, first == 0x16 ? "TLS on a plain port; use http://" : "not HTTP");
  }
  if (end == std::string_view::npos) {
    line_ += part;
    started_ = true;
    return std::nullopt;
  }
  std::string_view line = part;
  if (!line_.empty()) {
    line_ += part;
    line_done_ = true;
    line = line_;
  }
  line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
  return line;
}

void RequestParser::OnLine(std::string_view line) {
  const char* refused = nullptr;
  switch (stage_) {
    case Stage::kRequestLine:
      started_ = !line.empty();
      if (line.empty()) return;  // RFC 9112 2.2: an empty line before a request is ignored
      refused = ParseRequestLine(line, head_);
      stage_ = Stage::kHeaders;
      break;
    case Stage::kHeaders:
      if (line.empty()) return OnHeadEnd();
      if (head_.request.headers.size() == limits_.headers)
        return Refuse(431, "the head has too many headers");
      refused = ParseHeaderLine(line, head_);
      break;
    case Stage::kChunkSize:
      return OnChunkSize(line);
    case Stage::kChunkEnd:
      if (!line.empty()) refused = "a chunk is longer than its size";
      stage_ = Stage::kChunkSize;
      break;
    case Stage::kTrailers:
      if (line.empty()) progress_ = Progress::kComplete;
      break;
    case Stage::kSizedBody:
    case Stage::kChunkData:
      assert(false);
  }
  if (refused != nullptr) Refuse(400, refused);
}

void RequestParser::OnHeadEnd() {
  if (const auto [status, why] = FinishHead(head_); status != 0) return Refuse(status, why);
  head_bytes_ = std::exchange(frame_bytes_, 0);
  progress_ = Progress::kHead;
}

void RequestParser::OnChunkSize(std::string_view line) {
  if (!ParseChunkSize(line, remaining_bytes_))
    return Refuse(400, "a chunk's size is not a hexadecimal number");
  stage_ = remaining_bytes_ == 0 ? Stage::kTrailers : Stage::kChunkData;
}

void RequestParser::OnData(std::string_view& input) {
  std::string& body = head_.request.body;
  const std::string_view part = input.substr(0, std::min<uint64_t>(remaining_bytes_, input.size()));
  const size_t room = body_limit_bytes_ - body.size();
  Reserve(body.size() + std::min(part.size(), room));
  body += part.substr(0, room);
  input.remove_prefix(part.size());
  remaining_bytes_ -= part.size();
  frame_bytes_ = 0;
  if (part.size() > room) return Cut();
  if (remaining_bytes_ > 0) return;
  if (stage_ == Stage::kChunkData) {
    stage_ = Stage::kChunkEnd;
  } else {
    progress_ = Progress::kComplete;
  }
}

// Reserves only a part of the announced size: as much again as has arrived for chunks, seven times
// that for a length. So a client that announces much and sends little gets little memory, and a
// long body is rarely copied as it grows.
void RequestParser::Reserve(size_t bytes) {
  std::string& body = head_.request.body;
  if (bytes <= body.capacity()) return;
  const size_t end = head_.chunked ? body_limit_bytes_ : static_cast<size_t>(head_.content_length);
  const size_t grown = std::max(bytes, body.capacity() * (head_.chunked ? 2 : 8));
  body.reserve(std::min(grown, std::max(bytes, end)));
}

void RequestParser::Cut() {
  head_.request.truncated = true;
  head_.keep_alive = false;
  progress_ = Progress::kComplete;
}

void RequestParser::Refuse(int status, const char* why) {
  refusal_ = {status, why};
  head_ = Head();  // also releases what it holds
  progress_ = Progress::kRefused;
}

}  // namespace wxnotice::http
