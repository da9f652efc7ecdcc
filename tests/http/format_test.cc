#include "http/format.h"

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

constexpr const char* kDate = "Sun, 06 Nov 1994 08:49:37 GMT";

protocol::Reply Ok() {
  protocol::Reply reply;
  reply.content_type = "application/json; encoding=utf-8";
  reply.body = "{\"errcode\":0}";
  return reply;
}

TEST(FormatTest, WholeReplyHasExactlyTheHeadersOfWeChat) {
  EXPECT_EQ(
      FormatReply(Ok(), false, true, kDate),
      "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: application/json; encoding=utf-8\r\n"
      "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 13\r\n\r\n{\"errcode\":0}");
}

TEST(FormatTest, ReplyToHeadTellsTheLengthAndLeavesTheBodyOut) {
  const std::string text = FormatReply(Ok(), true, false, kDate);
  EXPECT_NE(text.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("Content-Length: 13\r\n\r\n")) << text;
}

TEST(FormatTest, StatusWithoutBodyHasNoLength) {
  for (const int status : {204, 304}) {
    protocol::Reply reply = Ok();
    reply.status = status;
    const std::string text = FormatReply(reply, false, true, kDate);
    EXPECT_EQ(text.find("Content-Length"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\r\n\r\n"));
  }
}

TEST(FormatTest, HeadersAreGivenInOrderAndCannotAddLines) {
  protocol::Reply reply = Ok();
  reply.headers = {{"B", "1"}, {"A", "2\r\nSet-Cookie: x"}};
  EXPECT_NE(FormatReply(reply, false, true, kDate).find("\r\nB: 1\r\nA: 2  Set-Cookie: x\r\n"),
            std::string::npos);
}

TEST(FormatTest, UnknownStatusHasAnEmptyPhrase) {
  protocol::Reply reply = Ok();
  reply.status = 599;
  EXPECT_TRUE(FormatReply(reply, false, true, kDate).starts_with("HTTP/1.1 599 \r\n"));
}

TEST(FormatTest, OtherBodyEndsHaveNoContentLength) {
  const std::string chunks = FormatHead(Ok(), BodyEnd::kChunks, true, kDate);
  EXPECT_NE(chunks.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(chunks.find("Content-Length"), std::string::npos);
  EXPECT_EQ(FormatHead(Ok(), BodyEnd::kClose, false, kDate).find("Transfer-Encoding"),
            std::string::npos);
}

TEST(FormatTest, ChunkTellsItsSizeInHexadecimal) {
  EXPECT_EQ(FormatChunk("0123456789"), "a\r\n0123456789\r\n");
}

}  // namespace
}  // namespace wxnotice::http
