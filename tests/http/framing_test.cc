#include "http/framing.h"

#include <ostream>
#include <string>

#include <gtest/gtest.h>

namespace wxnotice::http {
namespace {

using Progress = RequestParser::Progress;

constexpr size_t kBodyLimit = 100;

// Feeds `bytes` in pieces of `piece` and accepts each body; returns how many were taken.
size_t FeedInPieces(RequestParser& parser, std::string_view bytes, size_t piece) {
  size_t taken = 0;
  while (taken < bytes.size() && parser.progress() == Progress::kMore) {
    taken += parser.Feed(bytes.substr(taken, piece));
    if (parser.progress() == Progress::kHead) parser.Accept(kBodyLimit);
  }
  return taken;
}
size_t Feed(RequestParser& parser, std::string_view bytes) {
  return FeedInPieces(parser, bytes, bytes.size());
}

struct Accepted {
  const char* name;
  std::string bytes;
  std::string seen;  // method path ?query body
  bool keep_alive = true;
};
// For the name of the test.
void PrintTo(const Accepted& row, std::ostream* out) {
  *out << row.name;
}

class AcceptedTest : public testing::TestWithParam<Accepted> {};

TEST_P(AcceptedTest, InOnePieceAndByteByByte) {
  for (const size_t piece : {GetParam().bytes.size(), size_t{1}, size_t{3}}) {
    RequestParser parser{FramingLimits{}};
    EXPECT_EQ(FeedInPieces(parser, GetParam().bytes, piece), GetParam().bytes.size());
    ASSERT_EQ(parser.progress(), Progress::kComplete) << parser.refusal().why;
    const Head head = parser.Take();
    const protocol::Request& request = head.request;
    EXPECT_EQ(request.method + " " + request.path + " ?" + request.query + " " + request.body,
              GetParam().seen);
    EXPECT_EQ(head.keep_alive, GetParam().keep_alive);
    EXPECT_FALSE(request.truncated);
    EXPECT_FALSE(parser.started());
  }
}

const Accepted kAccepted[] = {
    {"get", "GET /a?b=1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a ?b=1 "},
    {"no_host_in_1_0", "GET / HTTP/1.0\r\n\r\n", "GET / ? ", false},
    {"empty_host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / ? "},
    {"host_with_port", "GET / HTTP/1.1\r\nHost: a-b_c.example:8380\r\n\r\n", "GET / ? "},
    {"host_with_empty_port", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n", "GET / ? "},
    {"ipv6_host", "GET / HTTP/1.1\r\nHost: [::1]:8380\r\n\r\n", "GET / ? "},
    {"ipv6_host_without_port", "GET / HTTP/1.1\r\nHost: [::ffff:127.0.0.1]\r\n\r\n", "GET / ? "},
    {"connect", "CONNECT a:443 HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT a:443 ? "},
    {"connect_without_port", "CONNECT a HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT a ? "},
    {"connect_ipv6", "CONNECT [::1]:443 HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT [::1]:443 ? "},
    {"expectation_in_1_0", "GET / HTTP/1.0\r\nExpect: tea\r\n\r\n", "GET / ? ", false},
    {"body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "POST / ? abc"},
    {"body_with_line_ends", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n\r\n\r\n",
     "POST / ? \r\n\r\n"},
    {"post_without_length", "POST /send HTTP/1.1\r\nHost: x\r\n\r\n", "POST /send ? "},
    {"unknown_method", "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", "BREW /pot ? "},
    {"lone_line_feeds", "POST / HTTP/1.1\nHost: x\nContent-Length: 1\n\nx", "POST / ? x"},
    {"empty_lines_before", "\r\n\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / ? "},
    {"header_names_in_any_case", "POST / HTTP/1.1\r\nHost: x\r\ncONTENT-lENGTH:2\r\n\r\nab",
     "POST / ? ab"},
    {"escaped_path", "GET /%E6%96%87/a%2Fb+c?q=%20 HTTP/1.1\r\nHost: x\r\n\r\n",
     "GET /文/a/b+c ?q=%20 "},
    {"bad_escapes_stay", "GET /%zz%4 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz%4 ? "},
    {"escape_at_the_end", "GET /%41 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /A ? "},
    {"raw_utf8_path", "GET /通知 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /通知 ? "},
    {"two_question_marks", "GET /a?b?c HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a ?b?c "},
    {"absolute_form", "GET http://api.weixin.qq.com/cgi-bin/token?a=b HTTP/1.1\r\nHost: x\r\n\r\n",
     "GET /cgi-bin/token ?a=b "},
    {"absolute_form_without_path", "GET http://host?a HTTP/1.1\r\nHost: x\r\n\r\n", "GET / ?a "},
    {"url_in_path", "GET /go?to=http://x/y HTTP/1.1\r\nHost: x\r\n\r\n", "GET /go ?to=http://x/y "},
    {"asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS * ? "},
    {"http_1_0", "GET / HTTP/1.0\r\n\r\n", "GET / ? ", false},
    {"http_1_0_keep_alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET / ? ", true},
    {"close", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET / ? ", false},
    {"close_capital", "GET / HTTP/1.1\r\nHost: x\r\nconnection: Close\r\n\r\n", "GET / ? ", false},
    {"close_in_a_list", "GET / HTTP/1.1\r\nHost: x\r\nConnection: TE , close\r\n\r\n", "GET / ? ",
     false},
    {"close_wins",
     "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n", "GET / ? ",
     false},
    {"chunks",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
     "POST / ? abc0123456789"},
    {"chunked_capital",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
     "POST / ? a"},
    {"trailers",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: 1\r\nY: 2\r\n\r\n",
     "POST / ? a"},
    {"chunks_with_lone_line_feeds",
     "POST / HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n1\na\n0\n\n", "POST / ? a"},
    {"no_chunks", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     "POST / ? "},
};

struct Refused {
  const char* name;
  std::string bytes;
  int status = 400;
};
// For the name of the test.
void PrintTo(const Refused& row, std::ostream* out) {
  *out << row.name;
}

class RefusedTest : public testing::TestWithParam<Refused> {};

TEST_P(RefusedTest, InOnePieceAndByteByByte) {
  for (const size_t piece : {GetParam().bytes.size(), size_t{1}, size_t{3}}) {
    RequestParser parser{{.head_bytes = 1024}};
    FeedInPieces(parser, GetParam().bytes, piece);
    ASSERT_EQ(parser.progress(), Progress::kRefused);
    EXPECT_EQ(parser.refusal().status, GetParam().status) << parser.refusal().why;
  }
}

const Refused kRefused[] = {
    {"tls_client_hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)},
    {"nul", std::string("GET /\0", 6)},
    {"words", "hello\r\n"},
    {"http_0_9", "GET /\r\n"},
    {"http_2", "PRI * HTTP/2.0\r\n"},
    {"version_in_lower_case", "GET / http/1.1\r\n"},
    {"space_in_target", "GET /a b HTTP/1.1\r\nHost: x\r\n"},
    {"method_is_no_token", "GE(T / HTTP/1.1\r\nHost: x\r\n"},
    {"no_method", " / HTTP/1.1\r\nHost: x\r\n"},
    {"folded_header", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n"},
    {"folded_by_tab", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\tc\r\n"},
    {"folded_first_header", "GET / HTTP/1.1\r\nHost: x\r\n A: b\r\n"},
    {"header_without_colon", "GET / HTTP/1.1\r\nHost: x\r\nabc\r\n"},
    {"header_without_name", "GET / HTTP/1.1\r\nHost: x\r\n: x\r\n"},
    {"space_before_colon", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n"},
    {"nul_in_header", std::string("GET / HTTP/1.1\r\nHost: x\r\nA: \0b\r\n", 32)},
    {"return_in_header", "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n"},
    {"both_framings",
     "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"},
    {"two_lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"},
    {"two_equal_lengths",
     "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\ncontent-length: 3\r\n\r\n"},
    {"list_of_lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\n"},
    {"negative_length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"},
    {"signed_length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n"},
    {"empty_length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n"},
    {"endless_length",
     "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"},
    {"no_host", "GET / HTTP/1.1\r\n\r\n"},
    {"two_hosts", "GET / HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n"},
    {"two_hosts_in_1_0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n"},
    {"list_of_hosts", "GET / HTTP/1.1\r\nHost: x, y\r\n\r\n"},
    {"host_with_user", "GET / HTTP/1.1\r\nHost: u@x\r\n\r\n"},
    {"host_with_path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"},
    {"host_with_scheme", "GET / HTTP/1.1\r\nHost: http://x\r\n\r\n"},
    {"host_with_bad_port", "GET / HTTP/1.1\r\nHost: x:80a\r\n\r\n"},
    {"host_with_large_port", "GET / HTTP/1.1\r\nHost: x:65536\r\n\r\n"},
    {"host_is_a_port", "GET / HTTP/1.1\r\nHost: :80\r\n\r\n"},
    {"host_of_bare_ipv6", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n"},
    {"host_of_open_bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"},
    {"host_behind_bracket", "GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n"},
    {"host_of_other_bytes", "GET / HTTP/1.1\r\nHost: 微信\r\n\r\n"},
    {"target_without_host", "GET http:///a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"target_with_user", "GET http://u:p@x/a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"target_with_bad_port", "GET http://x:y/a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"connect_without_host", "CONNECT :443 HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"connect_with_user", "CONNECT u@x:443 HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"connect_to_a_path", "CONNECT /a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"unknown_expectation", "GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n", 417},
    {"unknown_encoding", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"},
    {"two_encodings",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"},
    {"encoding_in_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"},
    {"chunk_size_no_number",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"},
    {"chunk_size_empty", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"},
    {"chunk_size_0x", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n"},
    {"chunk_size_endless",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"},
    {"chunk_too_long",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"},
    {"long_request_line", "GET /" + std::string(2000, 'a'), 431},
    {"long_header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(2000, 'a'), 431},
    {"many_headers",
     [] {
       std::string text = "GET / HTTP/1.1\r\nHost: x\r\n";
       for (int i = 0; i < 300; ++i) text += "a:\r\n";
       return text;
     }(),
     431},
    {"long_chunk_extension",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(2000, 'a'),
     431},
    {"long_trailer",
     "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: " +
         std::string(2000, 'a'),
     431},
    {"empty_lines_without_end", std::string(2000, '\n'), 431},
};

std::string NameOfAccepted(const testing::TestParamInfo<Accepted>& row) {
  return row.param.name;
}
std::string NameOfRefused(const testing::TestParamInfo<Refused>& row) {
  return row.param.name;
}
INSTANTIATE_TEST_SUITE_P(Requests, AcceptedTest, testing::ValuesIn(kAccepted), NameOfAccepted);
INSTANTIATE_TEST_SUITE_P(Requests, RefusedTest, testing::ValuesIn(kRefused), NameOfRefused);

TEST(FramingTest, HeadersKeepOrderAndBytes) {
  RequestParser parser{FramingLimits{}};
  Feed(parser, "GET / HTTP/1.1\r\nHost: x\r\nZ: a+b%41 \r\nA:\t1\r\nz: 2\r\n\r\n");
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  const protocol::Headers expected = {{"Host", "x"}, {"Z", "a+b%41"}, {"A", "1"}, {"z", "2"}};
  EXPECT_EQ(parser.Take().request.headers, expected);
}

TEST(FramingTest, NextRequestIsLeftInTheInput) {
  const std::string first = "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na";
  const std::string both = first + "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n";
  RequestParser parser{FramingLimits{}};
  EXPECT_EQ(Feed(parser, both), first.size());
  EXPECT_EQ(parser.Take().request.path, "/1");
  Feed(parser, std::string_view(both).substr(first.size()));
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  const Head second = parser.Take();
  EXPECT_EQ(second.request.path, "/2");
  EXPECT_EQ(second.request.headers.size(), 1U);
}

TEST(FramingTest, BodyAnnouncedTooLongIsNotAwaited) {
  RequestParser parser{{.head_bytes = 1024}};
  Feed(parser, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n");
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  const Head head = parser.Take();
  EXPECT_TRUE(head.request.truncated);
  EXPECT_FALSE(head.keep_alive);
}

TEST(FramingTest, BodyOfTheLimitIsWhole) {
  RequestParser parser{{.head_bytes = 1024}};
  Feed(parser, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'));
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  EXPECT_FALSE(parser.Take().request.truncated);
}

TEST(FramingTest, ChunksBeyondTheLimitAreCut) {
  RequestParser parser{{.head_bytes = 1024}};
  Feed(parser, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" +
                   std::string(64, 'x') + "\r\n40\r\n" + std::string(64, 'x'));
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  const Head head = parser.Take();
  EXPECT_TRUE(head.request.truncated);
  EXPECT_FALSE(head.keep_alive);
  EXPECT_EQ(head.request.body.size(), 100U);
}

TEST(FramingTest, ContinueIsDueOnceAndOnlyWhileTheBodyIsMissing) {
  const std::string head =
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
  RequestParser waiting{FramingLimits{}};
  Feed(waiting, head);
  EXPECT_TRUE(waiting.TakeContinue());
  EXPECT_FALSE(waiting.TakeContinue());
  RequestParser whole{FramingLimits{}};
  Feed(whole, head + "x");
  EXPECT_FALSE(whole.TakeContinue());
}

TEST(FramingTest, TwoHundredHeadersAreEnough) {
  for (const int count : {200, 201}) {
    std::string text = "GET / HTTP/1.1\r\nHost: x\r\n";
    for (int i = 1; i < count; ++i) text += "a: b\r\n";
    RequestParser parser{FramingLimits{}};
    Feed(parser, text + "\r\n");
    EXPECT_EQ(parser.progress(), count == 200 ? Progress::kComplete : Progress::kRefused);
  }
}

TEST(FramingTest, StopsAfterTheHeadForTheBodyToBeAccepted) {
  const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n";
  RequestParser parser{FramingLimits{}};
  EXPECT_EQ(parser.Feed(head + "abc"), head.size());
  ASSERT_EQ(parser.progress(), Progress::kHead);
  EXPECT_EQ(parser.head().request.path, "/a");
  EXPECT_TRUE(parser.has_body());
  parser.Accept(3);
  parser.Feed("abc");
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  EXPECT_EQ(parser.Take().request.body, "abc");
}

TEST(FramingTest, BudgetCoversTheRequestUntilItIsDestroyed) {
  Budget heads(1000);
  Budget bodies(200);
  RequestParser parser(FramingLimits{}, &heads);
  parser.Feed("POST / HTTP/1.1\r\nHost: x\r\nContent-");
  EXPECT_EQ(heads.used_bytes(), 34U);
  parser.Feed("Length: 100\r\n\r\n");
  parser.Accept(kBodyLimit, &bodies);
  parser.Feed(std::string(60, 'x'));
  EXPECT_EQ(heads.used_bytes(), 0U);
  EXPECT_GE(bodies.used_bytes(), 100U);
  parser.Feed(std::string(40, 'x'));
  ASSERT_EQ(parser.progress(), Progress::kComplete);
  {
    const Head head = parser.Take();
    EXPECT_GE(bodies.used_bytes(), 140U);
  }
  EXPECT_EQ(bodies.used_bytes(), 0U);
}

TEST(FramingTest, RequestAboveTheBudgetIsRefusedAndReleased) {
  Budget budget(150);
  RequestParser parser(FramingLimits{}, &budget);
  parser.Feed("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
  parser.Accept(1000, &budget);
  parser.Feed(std::string(60, 'x'));
  EXPECT_EQ(parser.progress(), Progress::kMore);
  parser.Feed(std::string(60, 'x'));
  ASSERT_EQ(parser.progress(), Progress::kRefused);
  EXPECT_EQ(parser.refusal().status, 503);
  EXPECT_EQ(budget.used_bytes(), 0U);
}

TEST(FramingTest, StartedIsTrueAfterTheFirstByte) {
  RequestParser parser{FramingLimits{}};
  EXPECT_FALSE(parser.started());
  Feed(parser, "\r\n");
  EXPECT_FALSE(parser.started());
  Feed(parser, "G");
  EXPECT_TRUE(parser.started());
}

}  // namespace
}  // namespace wxnotice::http
