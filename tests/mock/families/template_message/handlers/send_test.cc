#include <thread>

#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

TEST(SendTest, AGoodSendIsDeliveredAndAnswersOkAlone) {
  SendBench bench;
  Json body = bench.Body();
  body["page"] = "index?foo=bar";
  body["emphasis_keyword"] = "keyword2.DATA";
  body["data"] = {{"keyword1", {{"value", "TIT造舰厂"}, {"color", "#173177"}}},
                  {"keyword2", {{"value", 339208499}}}};
  const Answer answer = bench.Send(bench.token, body);
  EXPECT_EQ(answer.body, R"({"errcode":0,"errmsg":"ok"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json; encoding=utf-8");
  EXPECT_EQ(answer.reason(), "");

  const Json card = bench.Admin("GET", "messages/latest").json;
  EXPECT_EQ(card["openid"], "o1");
  EXPECT_EQ(card["title"], "购买成功通知");
  EXPECT_EQ(card["page"], "index?foo=bar");
  EXPECT_EQ(card["emphasis_keyword"], "keyword2.DATA");
  EXPECT_EQ(card["form_id"], bench.form_id);
  EXPECT_EQ(card["at"], "2018-02-02T04:00:00Z");
  EXPECT_EQ(card["delivered"], true);
  EXPECT_EQ(card["keywords"].dump(), Json::parse(R"([
      {"name":"购买地点","value":"TIT造舰厂","color":"#173177","emphasised":false},
      {"name":"购买时间","value":"339208499","color":"#000000","emphasised":true},
      {"name":"物品名称","value":"","color":"#000000","emphasised":false}])")
                                         .dump());
}

// Source: docs/fidelity.md#message-data.
TEST(SendTest, NumbersAreShownAsTheyWereSent) {
  for (const std::string number :
       {"12.50", "1e5", "1E+2", "-7", "0.10", "123456789012345678901234", "12345678901234567890",
        "18446744073709551616", "-9223372036854775809"}) {
    SendBench bench;
    bench.SendRaw(bench.token, R"({"touser":"o1","template_id":")" + bench.template_id +
                                   R"(","form_id":")" + bench.form_id +
                                   R"(","data":{"keyword1":{"value":)" + number + "}}}");
    const Json card = bench.Admin("GET", "messages/latest").json;
    EXPECT_EQ(card["keywords"][0]["value"], number);
    const auto verified = [&](const char* match) {
      return bench
          .Call("POST", "/__admin/verify",
                R"({"match":{"body":{"data.keyword1.value":)" + std::string(match) + "}}}")
          .status;
    };
    EXPECT_EQ(verified(("\"" + number + "\"").c_str()), 200) << number;
    EXPECT_EQ(verified(number.c_str()), 200) << number;
  }
}

TEST(SendTest, IdsMayBeNumbersOfAnySize) {
  for (const std::string id : {"1539573906038", "123456789012345678901234"}) {
    SendBench bench;
    bench.Mint(id, {{"form_id", id}});
    const Answer sent =
        bench.SendRaw(bench.token, R"({"touser":)" + id + R"(,"template_id":")" +
                                       bench.template_id + R"(","form_id":)" + id + "}");
    EXPECT_EQ(sent.errcode(), 0) << sent.body;
    const Json card = bench.Admin("GET", "messages/latest").json;
    EXPECT_EQ(card["form_id"], id);
    EXPECT_EQ(card["openid"], id);
    EXPECT_EQ(bench.Admin("GET", "requests?form_id=" + id + "&openid=" + id).json["total"], 1);
  }
}

// One wrong thing at a time in an otherwise good send. Every refusal changes nothing: the good send
// still works.
TEST(SendTest, EachRefusalHasItsErrcodeAndReasonAndChangesNothing) {
  struct {
    const char* name;
    const char* key;
    Json value;
    int errcode;
    const char* reason;
  } const rows[] = {
      {"no touser", "touser", nullptr, 40003, "touser.missing"},
      {"empty touser", "touser", "", 40003, "touser.missing"},
      {"touser is an object", "touser", Json::object(), 40003, "touser.missing"},
      {"stranger", "touser", "o2", 40003, "touser.unknown"},
      {"no template_id", "template_id", nullptr, 40037, "template_id.missing"},
      {"unknown template", "template_id", "x", 40037, "template_id.unknown"},
      {"no form_id", "form_id", nullptr, 41028, "form_id.missing"},
      {"unknown form_id", "form_id", "abc", 41028, "form_id.unknown"},
      {"prefix", "form_id", "prepay_id=wx11172248457182b1998658251206004915", 41028,
       "form_id.prepay_prefix"},
      {"transaction id", "form_id", "4200000230201810298931311829", 41028,
       "form_id.transaction_id"},
      {"devtools", "form_id", "the formId is a mock one", 41028, "form_id.devtools"},
      {"slash", "page", "/pages/index/index", 41030, "page.leading_slash"},
      {"unknown page", "page", "pages/detail/detail?id=1", 41030, "page.unknown"},
      {"data is a text", "data", "x", 47001, "body.data_not_object"},
      {"data is a number", "data", 1, 47001, "body.data_not_object"},
      {"data is a list", "data", Json::array({1}), 47001, "body.data_not_object"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    SendBench bench;
    Json body = bench.Body();
    body[row.key] = row.value;
    const Answer refused = bench.Send(bench.token, body);
    EXPECT_EQ(refused.errcode(), row.errcode);
    EXPECT_EQ(refused.reason(), row.reason);
    EXPECT_EQ(refused.status, 200);
    EXPECT_EQ(bench.Admin("GET", "messages").json["total"], 0);
    EXPECT_EQ(bench.Admin("GET", "quota?api=send").json["used"], 0);
    EXPECT_EQ(bench.Admin("GET", "form-ids").json["form_ids"][0]["state"], "fresh");
    EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
  }
}

TEST(SendTest, WhatSdksSendForUnsetFieldsIsTaken) {
  struct {
    const char* name;
    const char* key;
    Json value;
  } const rows[] = {
      {"data absent", "data", nullptr},
      {"data is an empty list", "data", Json::array()},
      {"data is empty", "data", Json::object()},
      {"empty page", "page", ""},
      {"null page", "page", nullptr},
      {"empty emphasis", "emphasis_keyword", ""},
      {"nonsense emphasis", "emphasis_keyword", "留言提醒"},
      {"emphasis out of range", "emphasis_keyword", "keyword9.DATA"},
      {"extra keys", "access_token", "x"},
      {"values that are no objects", "data", {{"keyword1", "x"}}},
      {"top color", "color", "#ff0000"},
      {"known page with a query", "page", "pages/index/index?a=1"},
      {"a keyword too many", "data", {{"keyword9", {{"value", "x"}}}}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    SendBench bench;
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith(row.key, row.value)).errcode(), 0);
    const Json card = bench.Admin("GET", "messages/latest").json;
    EXPECT_EQ(card["keywords"].size(), 3u);
    EXPECT_TRUE(card["emphasis_keyword"].is_null());
  }
}

TEST(SendTest, BodiesThatAreNoJsonObjectAre47001AndAnEmptyOneIs44002) {
  SendBench bench;
  const std::string good = bench.Body().dump();
  const std::string deep = "{\"data\":" + std::string(100'000, '[');
  struct {
    const char* name;
    std::string body;
    int errcode;
  } const rows[] = {
      {"empty", "", 44002},
      {"form", "touser=o1&template_id=x", 47001},
      {"encoded twice", Json(good).dump(), 47001},
      {"list", "[" + good + "]", 47001},
      {"cut short", good.substr(0, good.size() - 1), 47001},
      {"not UTF-8", "{\"touser\":\"\xff\xfe\"}", 47001},
      {"NUL", std::string("\0\0", 2), 47001},
      {"deep", deep, 47001},
      {"deep and whole",
       "{\"data\":{\"k\":" + std::string(5000, '[') + std::string(5000, ']') + "}}", 47001}};
  for (const auto& row : rows)
    EXPECT_EQ(bench.SendRaw(bench.token, row.body).errcode(), row.errcode) << row.name;
}

TEST(SendTest, ChecksComeInWeChatsOrder) {
  SendBench bench;
  Json body = {{"touser", "nobody"},
               {"template_id", "x"},
               {"form_id", "y"},
               {"page", "/z"},
               {"data", "bad"}};
  const auto next = [&](const char* key, Json value) {
    const int errcode = bench.Send(bench.token, body).errcode();
    body[key] = std::move(value);
    return errcode;
  };
  EXPECT_EQ(next("data", Json::object()), 47001);
  EXPECT_EQ(next("touser", "o1"), 40003);
  EXPECT_EQ(next("template_id", bench.template_id), 40037);
  EXPECT_EQ(next("form_id", bench.form_id), 41028);
  EXPECT_EQ(next("page", "index"), 41030);
  EXPECT_EQ(next("page", ""), 0);
}

TEST(SendTest, AFormIdServesOnceAndAPrepayIdThreeTimes) {
  SendBench bench;
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
  const Answer again = bench.Send(bench.token, bench.Body());
  EXPECT_EQ(again.errcode(), 41029);
  EXPECT_EQ(again.reason(), "form_id.used");
  EXPECT_EQ(
      again.json["errmsg"].get<std::string>().rfind("form id used count reach limit hint: [", 0),
      0u);

  const std::string prepay = bench.Mint("o1", {{"kind", "prepay"}});
  EXPECT_EQ(prepay.size(), 36u);
  for (const int errcode : {0, 0, 0, 41029}) {
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", prepay)).errcode(), errcode);
  }
}

TEST(SendTest, BothKindsLiveSevenDays) {
  for (const char* kind : {"form", "prepay"}) {
    SendBench bench;
    const std::string id = bench.Mint("o1", {{"kind", kind}});
    const std::string other = bench.Mint("o1", {{"kind", kind}});
    bench.Advance("6d23h59m59s");
    EXPECT_EQ(bench.Send(bench.Token(), bench.BodyWith("form_id", id)).errcode(), 0);
    bench.Advance("1s");
    const Answer late = bench.Send(bench.Token(), bench.BodyWith("form_id", other));
    EXPECT_EQ(late.errcode(), 41028);
    EXPECT_EQ(late.reason(), "form_id.expired");
    EXPECT_EQ(bench.Send(bench.Token(), bench.BodyWith("form_id", id)).errcode(), 41028)
        << "expired before used";
  }
}

TEST(SendTest, AFormIdIsBoundToItsUserAndAccount) {
  SendBench bench;
  const std::string others = bench.Mint("o2");
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", others)).reason(),
            "form_id.other_user");

  const Json account = bench.Admin("POST", "sandboxes", Json::object()).json;
  const std::string foreign = bench.Mint("o1", {{"appid", account["appid"]}});
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", foreign)).reason(),
            "form_id.other_account");
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", foreign)).errcode(), 41028);
  const std::string user =
      bench.Admin("POST", "users", {{"appid", account["appid"]}}).json["openid"];
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("touser", user)).reason(),
            "touser.other_account");
}

TEST(SendTest, AnUnpaidPrepayIdIsRefused) {
  SendBench bench;
  const std::string unpaid = bench.Mint("o1", {{"kind", "prepay"}, {"paid", false}});
  const Answer refused = bench.Send(bench.token, bench.BodyWith("form_id", unpaid));
  EXPECT_EQ(refused.errcode(), 41028);
  EXPECT_EQ(refused.reason(), "prepay.unpaid");
}

TEST(SendTest, FormIdsMayBeNumbers) {
  SendBench bench;
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", 1539573906038)).reason(),
            "form_id.unknown");
}

TEST(SendTest, TheQuotaOfTheDayEndsAtMidnightInShanghai) {
  SendBench bench;  // noon there
  bench.Admin("PUT", "quota", {{"api", "send"}, {"limit", 1}});
  EXPECT_EQ(bench.Send(bench.token, bench.Body()).errcode(), 0);
  const Answer over = bench.Send(bench.token, bench.BodyWith("form_id", bench.Mint("o1")));
  EXPECT_EQ(over.errcode(), 45009);
  EXPECT_EQ(over.reason(), "quota.daily");
  EXPECT_EQ(
      bench.Admin("PUT", "clock", {{"action", "advance"}, {"by", "11h59m59s"}}).json["quota_reset"],
      false);
  EXPECT_EQ(bench.Send(bench.Token(), bench.BodyWith("form_id", bench.Mint("o1"))).errcode(),
            45009);
  EXPECT_EQ(bench.Admin("PUT", "clock", {{"action", "advance"}, {"by", "1s"}}).json["quota_reset"],
            true);
  EXPECT_EQ(bench.Send(bench.Token(), bench.BodyWith("form_id", bench.Mint("o1"))).errcode(), 0);
}

TEST(SendTest, ThePhoneOfAnOldWechatGetsNothingButTheCallIsOk) {
  SendBench bench;
  struct {
    const char* version;
    bool delivered;
  } const rows[] = {{"6.5.1", false}, {"6.5.2", true}, {"6.4.9", false},
                    {"6.10", true},   {"7", true},     {"6", false}};
  for (const auto& row : rows) {
    bench.Admin("POST", "users", {{"openid", "o1"}, {"wechat_version", row.version}});
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", bench.Mint("o1"))).errcode(), 0);
    EXPECT_EQ(bench.Admin("GET", "messages/latest").json["delivered"], row.delivered)
        << row.version;
  }
}

TEST(SendTest, OfManyConcurrentSendsOfOneIdExactlyAsManyWinAsItServes) {
  struct {
    const char* kind;
    int wins;
  } const rows[] = {{"form", 1}, {"prepay", 3}};
  for (const auto& row : rows) {
    SendBench bench;
    const std::string id = bench.Mint("o1", {{"kind", row.kind}});
    std::atomic<int> ok{0};
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 10; ++i) {
          const int errcode = bench.Send(bench.token, bench.BodyWith("form_id", id)).errcode();
          if (errcode == 0) ++ok;
          if (errcode == 41029) ++used;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(ok, row.wins);
    EXPECT_EQ(used, 80 - row.wins);
    EXPECT_EQ(bench.Admin("GET", "messages").json["total"], row.wins);
  }
}

}  // namespace
}  // namespace wxnotice
