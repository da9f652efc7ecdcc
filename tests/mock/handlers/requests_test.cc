// Requests as real clients send them: whatever the content type, the order of keys, the escapes.
#include <algorithm>

#include <gtest/gtest.h>

#include "mock/apis.h"
#include "support/bench.h"

namespace wxnotice {
namespace {

// A call that is good as it stands. ID in `body` is the template's id, FORM the form id's.
struct Good {
  const char* api;
  std::string query;
  std::string body;
};

const Good kGood[] = {
    {"token",
     "grant_type=client_credential&appid=wx1234567890abcdef"
     "&secret=0123456789abcdef0123456789abcdef",
     ""},
    {"stable_token", "",
     R"({"grant_type":"client_credential","appid":"wx1234567890abcdef",)"
     R"("secret":"0123456789abcdef0123456789abcdef","force_refresh":true})"},
    {"jscode2session",
     "appid=wx1234567890abcdef&secret=0123456789abcdef0123456789abcdef"
     "&js_code=wxnotice-ok-o1&grant_type=authorization_code",
     ""},
    {"clear_quota", "access_token=TOKEN", R"({"appid":"wx1234567890abcdef"})"},
    {"getcallbackip", "access_token=TOKEN", ""},
    {"get_api_domain_ip", "access_token=TOKEN", ""},
    {"library/list", "access_token=TOKEN", R"({"offset":0,"count":5})"},
    {"library/get", "access_token=TOKEN", R"({"id":"AT0002"})"},
    {"add", "access_token=TOKEN", R"({"id":"AT0002","keyword_id_list":[3,4,5]})"},
    {"list", "access_token=TOKEN", R"({"offset":0,"count":5})"},
    {"del", "access_token=TOKEN", R"({"template_id":"ID"})"},
    {"send", "access_token=TOKEN",
     R"({"touser":"o1","template_id":"ID","page":"pages/index/index?a=1&b=<2>","form_id":"FORM",)"
     R"("data":{"keyword1":{"value":"TIT造舰厂","color":"#173177"}},)"
     R"("emphasis_keyword":"keyword1.DATA"})"},
};

void Replace(std::string& text, const std::string& from, const std::string& to) {
  if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

// Every way of writing the same JSON. `body` is an object.
std::string Plain(const std::string& body) {
  return body;
}
std::string ByteOrderMark(const std::string& body) {
  return "\xEF\xBB\xBF" + body;
}
std::string Pretty(const std::string& body) {
  return "\r\n" + Json::parse(body).dump(4) + "\n";
}
std::string Reversed(const std::string& body) {
  const Json object = Json::parse(body);
  Json reversed = Json::object();
  for (auto it = object.rbegin(); it != object.rend(); ++it) reversed[it.key()] = it.value();
  return reversed.dump();
}
std::string ExtraKeys(const std::string& body) {
  Json object = Json::parse(body);
  for (const char* key : {"access_token", "url", "topcolor", "color"}) object[key] = "";
  object["nested"] = {{"list", Json::array({1, nullptr})}};
  return object.dump();
}
std::string EscapedSlashes(const std::string& body) {
  std::string out;
  for (const char c : body) out += c == '/' ? std::string("\\/") : std::string(1, c);
  return out;
}
// <, >, & and all that is not ASCII, as \uXXXX.
std::string EscapedUnicode(const std::string& body) {
  std::string out = Json::parse(body).dump(-1, ' ', true);
  for (const auto& [from, to] : {std::pair("<", "\\u003c"), {">", "\\u003e"}, {"&", "\\u0026"}})
    Replace(out, from, to);
  return out;
}
void NumbersToTexts(Json& value) {
  if (value.is_number() || value.is_boolean()) value = value.dump();
  if (!value.is_structured()) return;
  for (auto& inner : value) NumbersToTexts(inner);
}
std::string NumbersAsTexts(const std::string& body) {
  Json object = Json::parse(body);
  NumbersToTexts(object);
  return object.dump();
}

// A bench for each, since some calls use something up.
Answer Make(const Good& good, std::string (*write)(const std::string&), const char* type) {
  SendBench bench;
  std::string query = good.query;
  std::string body = good.body;
  Replace(query, "TOKEN", bench.token);
  Replace(body, "ID", bench.template_id);
  Replace(body, "FORM", bench.form_id);
  protocol::Request request;
  const mock::Api* api = mock::FindApi(good.api);
  request.method = api->post_only ? "POST" : "GET";
  request.path = api->path;
  request.query = query;
  if (!body.empty()) request.body = write(body);
  if (type != nullptr) request.headers = {{"Content-Type", type}};
  const protocol::Reply reply = bench.mock().Handle(request);
  return {reply.status, reply.content_type, reply.body, reply.headers,
          Json::parse(reply.body, nullptr, false)};
}

TEST(ClientRequestsTest, EveryEndpointHasARow) {
  for (const mock::Api& api : mock::Apis()) {
    EXPECT_TRUE(std::any_of(std::begin(kGood), std::end(kGood), [&](const Good& good) {
      return good.api == api.name;
    })) << api.name;
  }
}

TEST(ClientRequestsTest, TheContentTypeIsIgnored) {
  for (const Good& good : kGood) {
    const std::string plain = Make(good, Plain, "application/json").body;
    for (const char* type : {static_cast<const char*>(nullptr), "json", "text/plain; charset=UTF-8",
                             "application/x-www-form-urlencoded", "multipart/form-data", ""}) {
      EXPECT_EQ(Make(good, Plain, type).body, plain) << good.api << ": " << (type ? type : "none");
    }
    EXPECT_EQ(Json::parse(plain).value("errcode", 0), 0) << good.api << ": " << plain;
  }
}

TEST(ClientRequestsTest, TheSameJsonInAnyWritingGetsTheSameAnswer) {
  struct {
    const char* name;
    std::string (*write)(const std::string&);
  } const writings[] = {
      {"byte order mark", ByteOrderMark},   {"pretty", Pretty},
      {"keys reversed", Reversed},          {"extra keys", ExtraKeys},
      {"escaped slashes", EscapedSlashes},  {"escaped unicode", EscapedUnicode},
      {"numbers as texts", NumbersAsTexts},
  };
  for (const Good& good : kGood) {
    const std::string plain = Make(good, Plain, "application/json").body;
    for (const auto& writing : writings) {
      EXPECT_EQ(Make(good, writing.write, "application/json").body, plain)
          << good.api << ": " << writing.name;
    }
  }
}

TEST(ClientRequestsTest, UnsetFieldsMayBeSentEmpty) {
  SendBench bench;
  Json body = bench.Body();
  for (const char* key : {"page", "emphasis_keyword", "color"}) body[key] = "";
  body["data"] = Json::array();
  EXPECT_EQ(bench.Send(bench.token, body).errcode(), 0);
}

TEST(ClientRequestsTest, TheQueryMayBeInAnyOrderAndHaveMore) {
  Bench bench;
  const Answer answer = bench.Call("GET",
                                   "/cgi-bin/token?x=1&secret=0123456789abcdef0123456789abcdef&"
                                   "appid=%77x1234567890abcdef&&grant_type=client_credential&");
  EXPECT_TRUE(answer.json.contains("access_token")) << answer.body;
}

}  // namespace
}  // namespace wxnotice
