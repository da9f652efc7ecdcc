#include "http/decode.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

// python3 -c 'import gzip; print(gzip.compress(b"{\"touser\":\"o\"}", 9, mtime=0))'
const std::string kGzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x2a\xc9\x2f\x2d\x4e\x2d\x52\xb2\x52\xca\x57\xaa\x05\x00\xa6"
    "\xad\x5f\x18\x0e\x00\x00\x00",
    34);
// The same by zlib.compress.
const std::string kDeflate(
    "\x78\xda\xab\x56\x2a\xc9\x2f\x2d\x4e\x2d\x52\xb2\x52\xca\x57\xaa\x05\x00\x26\x1e\x04\xcc", 22);
// 20,000 times 'a'.
const std::string kBomb(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\xac\xeb\x5f\xc2\x1a\x1e\x40\x01"
    "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x60\x31\x87\xbd\xca\x20\x4e\x00"
    "\x00",
    55);
// "hello" by brotli, stored.
const std::string kBrotli("\x0b\x02\x80hello\x03", 9);

protocol::Request Encoded(std::string encoding, std::string body) {
  protocol::Request request;
  request.headers = {{"content-encoding", std::move(encoding)}};
  request.body = std::move(body);
  return request;
}

struct Row {
  const char* name;
  const char* encoding;
  std::string body;
  std::string decoded;
};

class DecodeTest : public testing::TestWithParam<Row> {};

TEST_P(DecodeTest, BodyIsWhatWasEncoded) {
  BodyDecoder decoder(1000);
  protocol::Request request = Encoded(GetParam().encoding, GetParam().body);
  ASSERT_TRUE(decoder.Decode(request));
  EXPECT_EQ(request.body, GetParam().decoded);
  EXPECT_FALSE(request.truncated);
}

const Row kRows[] = {
    {"gzip", "gzip", kGzip, "{\"touser\":\"o\"}"},
    {"gzip_capital", "GZIP", kGzip, "{\"touser\":\"o\"}"},
    {"x_gzip", "x-gzip", kGzip, "{\"touser\":\"o\"}"},
    {"deflate", "deflate", kDeflate, "{\"touser\":\"o\"}"},
    {"br", "br", kBrotli, "hello"},
    {"identity", "identity", "abc", "abc"},
    {"unknown", "zstd", "abc", "abc"},
    {"empty", "gzip", "", ""},
};

INSTANTIATE_TEST_SUITE_P(Encodings, DecodeTest, testing::ValuesIn(kRows),
                         [](const testing::TestParamInfo<Row>& row) {
                           return std::string(row.param.name);
                         });

TEST(DecodeLimitTest, BodyThatGrowsBeyondTheLimitIsCut) {
  BodyDecoder decoder(1000);
  protocol::Request request = Encoded("gzip", kBomb);
  ASSERT_TRUE(decoder.Decode(request));
  EXPECT_TRUE(request.truncated);
  EXPECT_EQ(request.body, std::string(1000, 'a'));
}

TEST(DecodeLimitTest, BodyOfTheLimitIsWhole) {
  BodyDecoder decoder(20'000);
  protocol::Request request = Encoded("gzip", kBomb);
  ASSERT_TRUE(decoder.Decode(request));
  EXPECT_FALSE(request.truncated);
  EXPECT_EQ(request.body.size(), 20'000U);
}

TEST(DecodeLimitTest, WhatCannotBeDecodedStaysAsItIs) {
  BodyDecoder decoder(1000);
  protocol::Request request = Encoded("gzip", "plain");
  EXPECT_FALSE(decoder.Decode(request));
  EXPECT_EQ(request.body, "plain");
  protocol::Request next = Encoded("gzip", kGzip);
  EXPECT_TRUE(decoder.Decode(next));
}

}  // namespace
}  // namespace wxnotice::http
