#include "http/decode.h"

#include <ostream>
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
// The same without zlib's frame.
const std::string kRawDeflate("\xab\x56\x2a\xc9\x2f\x2d\x4e\x2d\x52\xb2\x52\xca\x57\xaa\x05\x00",
                              16);
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
// For the name of the test.
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name;
}

class DecodeTest : public testing::TestWithParam<Row> {};

TEST_P(DecodeTest, BodyIsDecoded) {
  Claim claim;
  protocol::Request request = Encoded(GetParam().encoding, GetParam().body);
  ASSERT_EQ(DecodeBody(request, 1000, claim), DecodeResult::kDone);
  EXPECT_EQ(request.body, GetParam().decoded);
  EXPECT_FALSE(request.truncated);
}

const Row kRows[] = {
    {"gzip", "gzip", kGzip, "{\"touser\":\"o\"}"},
    {"gzip_capital", "GZIP", kGzip, "{\"touser\":\"o\"}"},
    {"x_gzip", "x-gzip", kGzip, "{\"touser\":\"o\"}"},
    {"gzip_of_two_members", "gzip", kGzip + kGzip, "{\"touser\":\"o\"}{\"touser\":\"o\"}"},
    {"gzip_padded", "gzip", kGzip + std::string(512, '\0'), "{\"touser\":\"o\"}"},
    {"deflate", "deflate", kDeflate, "{\"touser\":\"o\"}"},
    {"deflate_raw", "deflate", kRawDeflate, "{\"touser\":\"o\"}"},
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
  Claim claim;
  protocol::Request request = Encoded("gzip", kBomb);
  ASSERT_EQ(DecodeBody(request, 1000, claim), DecodeResult::kDone);
  EXPECT_TRUE(request.truncated);
  EXPECT_EQ(request.body, std::string(1000, 'a'));
}

TEST(DecodeLimitTest, BodyOfTheLimitIsWhole) {
  Claim claim;
  protocol::Request request = Encoded("gzip", kBomb);
  ASSERT_EQ(DecodeBody(request, 20'000, claim), DecodeResult::kDone);
  EXPECT_FALSE(request.truncated);
  EXPECT_EQ(request.body.size(), 20'000U);
}

TEST(DecodeLimitTest, BudgetCoversTheDecodedBodyAndTheRestIsReturned) {
  Budget budget(20'100);
  {
    Claim claim(&budget);
    protocol::Request request = Encoded("gzip", kBomb);
    ASSERT_TRUE(claim.Resize(request.body.size()));
    ASSERT_EQ(DecodeBody(request, 50'000, claim), DecodeResult::kDone);
    EXPECT_EQ(budget.used_bytes(), 20'000U);
  }
  EXPECT_EQ(budget.used_bytes(), 0U);
  Claim other(&budget);
  ASSERT_TRUE(other.Resize(5'000));
  Claim claim(&budget);
  protocol::Request request = Encoded("gzip", kBomb);
  EXPECT_EQ(DecodeBody(request, 50'000, claim), DecodeResult::kNoBudget);
  EXPECT_EQ(request.body, kBomb);
}

TEST(DecodeMalformedTest, BodyStaysAsItIs) {
  const std::pair<const char*, std::string> rows[] = {
      {"gzip", "plain"},
      {"gzip", kGzip.substr(0, 5)},
      {"gzip", kGzip.substr(0, kGzip.size() - 9)},
      {"gzip", kGzip.substr(0, kGzip.size() - 1)},
      {"gzip", kGzip + "x"},
      {"gzip", kGzip + kGzip.substr(0, 20)},
      {"gzip", kGzip.substr(0, kGzip.size() - 8) + "12345678"},
      {"deflate", "plain"},
      {"deflate", kDeflate.substr(0, kDeflate.size() - 1)},
      {"deflate", kDeflate + "x"},
      {"deflate", kRawDeflate.substr(0, kRawDeflate.size() - 1)},
      {"br", "plain"},
      {"br", kBrotli.substr(0, kBrotli.size() - 1)},
      {"br", kBrotli + "x"}};
  for (const auto& [encoding, body] : rows) {
    Claim claim;
    protocol::Request request = Encoded(encoding, body);
    EXPECT_EQ(DecodeBody(request, 1000, claim), DecodeResult::kMalformed)
        << encoding << " " << body;
    EXPECT_EQ(request.body, body);
    EXPECT_FALSE(request.truncated);
  }
}

}  // namespace
}  // namespace wxnotice::http
