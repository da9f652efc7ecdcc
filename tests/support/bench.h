// A mock with its admin API on a manual clock, without sockets: what most tests of behaviour need.
// Calls are made as a client makes them; answers come back parsed.
#ifndef WXNOTICE_TESTS_SUPPORT_BENCH_H_
#define WXNOTICE_TESTS_SUPPORT_BENCH_H_

#include <chrono>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "admin/api.h"
#include "base/time.h"
#include "mock/mock.h"
#include "support/record_answers.h"

namespace wxnotice {

using Json = nlohmann::ordered_json;

struct Answer {
  int status = 0;
  std::string content_type;
  std::string body;
  protocol::Headers headers;
  Json json;  // discarded when the body is no JSON

  std::string Header(const std::string& name) const {
    protocol::Request as_request;
    as_request.headers = headers;
    return std::string(as_request.Header(name));
  }
  std::string reason() const { return Header("X-Wxnotice-Reason"); }
  int errcode() const { return json.is_object() ? json.value("errcode", 0) : -999; }
};

class Bench {
 public:
  explicit Bench(mock::MockOptions options = Seeded())
      : mock_(clock_, std::move(options)), api_(mock_, {"http://test", "", "test"}) {}

  static mock::MockOptions Seeded(uint64_t seed) {
    mock::MockOptions options;
    options.seed = seed;
    options.libraries = std::move(*mock::Libraries::Builtin());
    return options;
  }

  static mock::MockOptions Seeded() { return Seeded(7); }

  mock::Mock& mock() { return mock_; }
  base::ManualClock& clock() { return clock_; }

  // Any request. `target` is path and query.
  Answer Call(const std::string& method, const std::string& target, const std::string& body = "") {
    return Parsed(Ask(method, target, body));
  }
  // The same before it is an answer: it may be parked, a stream, or work.
  protocol::Reply Ask(const std::string& method, const std::string& target,
                      const std::string& body = "", const protocol::Headers& more = {}) {
    protocol::Request request;
    request.method = method;
    request.path = target.substr(0, target.find('?'));
    if (const size_t at = target.find('?'); at != std::string::npos)
      request.query = target.substr(at + 1);
    request.body = body;
    request.peer = "127.0.0.1:50000";
    request.headers = {{"Host", "127.0.0.1:8380"}, {"Content-Type", "application/json"}};
    request.headers.insert(request.headers.end(), more.begin(), more.end());
    return Recorded(mock_, request,
                    admin::Api::Owns(request) ? api_.Handle(request) : mock_.Handle(request));
  }
  static Answer Parsed(protocol::Reply reply) {
    reply = protocol::Finish(std::move(reply));
    return {reply.status, reply.content_type, reply.body, reply.headers,
            Json::parse(reply.body, nullptr, false)};
  }
  Answer Admin(const std::string& method, const std::string& target, const Json& body = nullptr) {
    return Call(method, "/__admin/" + target, body.is_null() ? "" : body.dump());
  }

  // An access_token of the account.
  std::string Token(const std::string& appid = std::string(mock::kDefaultAppid),
                    const std::string& secret = std::string(mock::kDefaultSecret)) {
    return Call("GET",
                "/cgi-bin/token?grant_type=client_credential&appid=" + appid + "&secret=" + secret)
        .json.value("access_token", "");
  }
  // POSTs to an API of the template family: Api("library/list", token, {...}).
  Answer Api(const std::string& api, const std::string& token, const Json& body) {
    return Call("POST", "/cgi-bin/wxopen/template/" + api + "?access_token=" + token, body.dump());
  }
  Answer Send(const std::string& token, const Json& body) { return SendRaw(token, body.dump()); }
  Answer SendRaw(const std::string& token, const std::string& body) {
    return Call("POST", "/cgi-bin/message/wxopen/template/send?access_token=" + token, body);
  }
  // A template with the three keywords of AT0002.
  std::string AddTemplate(const std::string& token) {
    return Api("add", token, {{"id", "AT0002"}, {"keyword_id_list", {3, 4, 5}}})
        .json.value("template_id", "");
  }
  // A form id of `openid`; `more` are further fields of POST /__admin/form-ids.
  std::string Mint(const std::string& openid, Json more = Json::object()) {
    more["openid"] = openid;
    return Admin("POST", "form-ids", more).json["form_ids"][0].get<std::string>();
  }
  void Advance(const std::string& by) {
    ASSERT_EQ(Admin("PUT", "clock", {{"action", "advance"}, {"by", by}}).status, 200);
  }

 private:
  base::ManualClock clock_{*base::ParseInstant("2018-02-02T04:00:00Z")};
  mock::Mock mock_;
  admin::Api api_;
};

// A bench with a token, a template and a user's form id: one send away from a card.
class SendBench : public Bench {
 public:
  explicit SendBench(mock::MockOptions options = Seeded()) : Bench(std::move(options)) {
    token = Token();
    template_id = AddTemplate(token);
    form_id = Mint("o1");
  }

  Json Body() const {
    return {{"touser", "o1"},
            {"template_id", template_id},
            {"form_id", form_id},
            {"data", {{"keyword1", {{"value", "TIT"}}}}}};
  }
  Json BodyWith(const std::string& key, Json value) const {
    Json body = Body();
    body[key] = std::move(value);
    return body;
  }

  std::string token;
  std::string template_id;
  std::string form_id;
};

}  // namespace wxnotice

#endif  // WXNOTICE_TESTS_SUPPORT_BENCH_H_
