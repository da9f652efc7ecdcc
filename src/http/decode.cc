#include "http/decode.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <brotli/decode.h>
#define ZLIB_CONST  // makes the input of zlib const
#include <zlib.h>

#include "base/ascii.h"
#include "http/head.h"

namespace wxnotice::http {
namespace {

enum class Encoding { kNone, kGzip, kDeflate, kBrotli };

// Window sizes of zlib: 15 bits for a zlib stream, 16 more for gzip, negative for a raw stream.
constexpr int kZlibWindow = 15;
constexpr int kGzipWindow = 15 + 16;
constexpr int kRawWindow = -15;

Encoding EncodingOf(const protocol::Request& request) {
  const std::string_view value = request.Header("Content-Encoding");
  if (base::EqualsWithoutCase(value, "gzip") || base::EqualsWithoutCase(value, "x-gzip"))
    return Encoding::kGzip;
  if (base::EqualsWithoutCase(value, "deflate")) return Encoding::kDeflate;
  return base::EqualsWithoutCase(value, "br") ? Encoding::kBrotli : Encoding::kNone;
}

// Collects decoded bytes.
class Sink {
 public:
  Sink(size_t limit_bytes, size_t encoded_bytes, Claim& claim)
      : limit_bytes_(limit_bytes), encoded_bytes_(encoded_bytes), claim_(claim) {}

  // Returns whether to continue.
  bool Add(std::string_view bytes) {
    const size_t room = limit_bytes_ - body_.size();
    cut_ = bytes.size() > room;
    bytes = bytes.substr(0, room);
    no_budget_ = !claim_.Resize(encoded_bytes_ + body_.size() + bytes.size());
    if (no_budget_) return false;
    body_ += bytes;
    return !cut_;
  }
  // `whole`: the encoded stream is complete.
  DecodeResult Finish(bool whole, protocol::Request& request) {
    const bool done = !no_budget_ && (whole || cut_);
    if (done) {
      request.body = std::move(body_);
      request.truncated = cut_;
    }
    claim_.Resize(request.body.size());
    if (no_budget_) return DecodeResult::kNoBudget;
    return done ? DecodeResult::kDone : DecodeResult::kMalformed;
  }

 private:
  const size_t limit_bytes_;
  const size_t encoded_bytes_;
  Claim& claim_;
  std::string body_;
  bool cut_ = false;
  bool no_budget_ = false;
};

using Piece = std::array<unsigned char, size_t{32} * 1024>;

std::string_view View(const Piece& piece, size_t unused) {
  return {reinterpret_cast<const char*>(piece.data()), piece.size() - unused};
}

// A stream of zlib, which counts its input in 32 bits and so gets it in pieces.
class Inflater {
 public:
  Inflater(int window, std::string_view encoded) : rest_(encoded) {
    if (::inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { ::inflateEnd(&stream_); }

  // Returns whether a stream is complete.
  bool Run(Sink& sink) {
    while (true) {
      Refill();
      stream_.next_out = piece_.data();
      stream_.avail_out = static_cast<uInt>(piece_.size());
      const int result = ::inflate(&stream_, Z_NO_FLUSH);
      if (result == Z_MEM_ERROR) throw std::bad_alloc();
      const std::string_view decoded = View(piece_, stream_.avail_out);
      if (!decoded.empty() && !sink.Add(decoded)) return false;
      if (result == Z_STREAM_END) return true;
      // Z_BUF_ERROR: no input and no progress, so the end is missing.
      if (result != Z_OK) return false;
    }
  }
  // Prepares for another member.
  void Reset() { ::inflateReset(&stream_); }
  // The input after the complete stream.
  std::string_view rest() {
    rest_ = {rest_.data() - stream_.avail_in, rest_.size() + stream_.avail_in};
    stream_.avail_in = 0;
    return rest_;
  }

 private:
  void Refill() {
    if (stream_.avail_in > 0) return;
    const std::string_view next = rest_.substr(0, size_t{1} << 20);
    stream_.next_in = reinterpret_cast<const Bytef*>(next.data());
    stream_.avail_in = static_cast<uInt>(next.size());
    rest_.remove_prefix(next.size());
  }

  z_stream stream_{};
  std::string_view rest_;  // input that zlib has not got yet
  Piece piece_;
};

bool IsPadding(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

bool Gunzip(std::string_view encoded, Sink& sink) {
  Inflater inflater(kGzipWindow, encoded);
  while (inflater.Run(sink)) {
    if (IsPadding(inflater.rest())) return true;
    inflater.Reset();
  }
  return false;
}

// "deflate" in HTTP means a zlib stream; some clients send it raw. Source: RFC 9110 8.4.1.2.
bool Inflate(std::string_view encoded, Sink& sink) {
  const auto byte = [&](size_t at) { return static_cast<unsigned char>(encoded[at]); };
  const bool zlib =
      encoded.size() >= 2 && (byte(0) & 0x0f) == 8 && (byte(0) * 256 + byte(1)) % 31 == 0;
  Inflater inflater(zlib ? kZlibWindow : kRawWindow, encoded);
  return inflater.Run(sink) && inflater.rest().empty();
}

bool Unbrotli(std::string_view encoded, Sink& sink) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
      ::BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), ::BrotliDecoderDestroyInstance);
  if (state == nullptr) throw std::bad_alloc();
  const auto* next = reinterpret_cast<const uint8_t*>(encoded.data());
  size_t left = encoded.size();
  Piece piece;
  while (true) {
    uint8_t* out = piece.data();
    size_t room = piece.size();
    const BrotliDecoderResult result =
        ::BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &out, nullptr);
    if (room < piece.size() && !sink.Add(View(piece, room))) return false;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return left == 0;
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return false;
  }
}

}  // namespace

bool IsEncoded(const protocol::Request& request) {
  return !request.body.empty() && !request.truncated && EncodingOf(request) != Encoding::kNone;
}

DecodeResult DecodeBody(protocol::Request& request, size_t limit_bytes, Claim& claim) {
  if (!IsEncoded(request)) return DecodeResult::kDone;
  Sink sink(limit_bytes, request.body.size(), claim);
  switch (EncodingOf(request)) {
    case Encoding::kGzip:
      return sink.Finish(Gunzip(request.body, sink), request);
    case Encoding::kDeflate:
      return sink.Finish(Inflate(request.body, sink), request);
    case Encoding::kBrotli:
      return sink.Finish(Unbrotli(request.body, sink), request);
    case Encoding::kNone:
      break;
  }
  return DecodeResult::kDone;
}

}  // namespace wxnotice::http
