// Ids that a test chooses itself: of forms, payments and templates.
#include <gtest/gtest.h>

#include "support/bench.h"

namespace wxnotice {
namespace {

const char kList[] =
    R"({"errcode":0,"errmsg":"ok","list":[
      {"template_id":"tpl-1","title":"购买成功通知","content":"购买时间{{keyword2.DATA}}\n购买地点{{keyword1.DATA}}\n","example":"购买地点：TIT造舰厂\n"},
      {"template_id":"tpl-2","title":"退款通知","content":"退款金额{{keyword1.DATA}}\n","example":""}]})";

std::string Detail(const Answer& answer) {
  return answer.json.value("detail", answer.body);
}

TEST(OwnFormIdsTest, AreSentWithLikeOthers) {
  for (const char* kind : {"form", "prepay"}) {
    SendBench bench;
    const Answer minted = bench.Admin("POST", "form-ids",
                                      {{"openid", "o1"}, {"kind", kind}, {"form_id", "my \"id\""}});
    ASSERT_EQ(minted.status, 201) << minted.body;
    EXPECT_EQ(minted.json["form_ids"], Json::array({"my \"id\""}));
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("form_id", "my \"id\"")).errcode(), 0);
    EXPECT_EQ(bench.Admin("GET", "form-ids").json["form_ids"][1]["uses"].size(), 1U);
  }
}

TEST(OwnFormIdsTest, OneThatCannotBeSaysWhy) {
  struct {
    Json fields;
    int status;
    const char* says;
  } const rows[] = {
      {{{"form_id", ""}}, 400, "must not be empty"},
      {{{"form_id", std::string(257, 'x')}}, 400, "at most 256 bytes"},
      {{{"form_id", "a\nb"}}, 400, "control character"},
      {{{"form_id", "wxnotice-41028"}}, 400, "magic value"},
      {{{"form_id", "wxnotice-ok"}}, 400, "magic value"},
      {{{"form_id", "a"}, {"count", 2}}, 400, "leave out \"count\""},
      {{{"form_id", "a"}, {"devtools", true}}, 400, "leave out \"form_id\""},
      {{{"form_id", "the formId is a mock one"}}, 400, "\"devtools\": true"},
      {{{"form_id", "prepay_id=wx1"}}, 400, "without \"prepay_id=\""},
      {{{"form_id", 1e30}}, 400, "put this number in quotes"},
      {{{"form_id", "taken"}}, 409, "an account has the form_id \"taken\" already"},
      {{{"form_id", "taken"}, {"appid", "wx2"}}, 409, "already"},
  };
  Bench bench;
  bench.Admin("POST", "sandboxes", {{"appid", "wx2"}});
  bench.Mint("o1", {{"form_id", "taken"}});
  for (const auto& row : rows) {
    Json fields = row.fields;
    fields["openid"] = "o1";
    const Answer refused = bench.Admin("POST", "form-ids", fields);
    EXPECT_EQ(refused.status, row.status) << fields;
    EXPECT_NE(Detail(refused).find(row.says), std::string::npos) << refused.body;
  }
  EXPECT_EQ(bench.Admin("GET", "form-ids").json["total"], 1);
}

TEST(OwnFormIdsTest, AnIdIsFreeAgainAfterAReset) {
  Bench bench;
  bench.Mint("o1", {{"form_id", "mine"}});
  bench.Admin("POST", "reset", {{"scope", "state"}});
  EXPECT_EQ(bench.Mint("o1", {{"form_id", "mine"}}), "mine");
}

TEST(OwnFormIdsTest, WithoutMagicNothingIsReserved) {
  mock::MockOptions options = Bench::Seeded();
  options.magic = false;
  Bench bench(std::move(options));
  EXPECT_EQ(bench.Mint("o1", {{"form_id", "wxnotice-41028"}}), "wxnotice-41028");
}

TEST(OwnTemplatesTest, AreMadeOfAnyTitleAndKeywords) {
  SendBench bench;
  const Answer made = bench.Admin("POST", "templates",
                                  {{"template_id", "tpl-1"},
                                   {"title", "随便什么"},
                                   {"keywords", {"甲", {{"name", "乙"}, {"example", "2"}}}}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.json["template_id"], "tpl-1");
  EXPECT_EQ(made.json["id"], nullptr);
  EXPECT_EQ(made.json["keywords"][1]["name"], "乙");
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("template_id", "tpl-1")).errcode(), 0);
  EXPECT_EQ(bench.Admin("GET", "messages/latest").json["keywords"][0]["name"], "甲");
  EXPECT_EQ(bench.Api("list", bench.token, {{"offset", 1}, {"count", 1}}).json["list"][0],
            Json::parse(R"({"template_id":"tpl-1","title":"随便什么",
                "content":"甲{{keyword1.DATA}}\n乙{{keyword2.DATA}}\n","example":"甲：\n乙：2\n"})"));
  const Json drawn = bench.Admin("POST", "templates", {{"title", "x"}, {"keywords", {"甲"}}}).json;
  EXPECT_EQ(drawn["template_id"].get<std::string>().size(), 43U);
  const Json of_library =
      bench
          .Admin("POST", "templates",
                 {{"id", "AT0002"}, {"keyword_id_list", {3}}, {"template_id", "tpl-2"}})
          .json;
  EXPECT_EQ(of_library["template_id"], "tpl-2");
  EXPECT_EQ(of_library["id"], "AT0002");
}

TEST(OwnTemplatesTest, OneThatCannotBeSaysWhy) {
  const Json eleven = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
  struct {
    Json fields;
    int status;
    const char* says;
  } const rows[] = {
      {{{"template_id", "a"}}, 400, "give either \"id\""},
      {{{"id", "AT0002"}, {"title", "x"}}, 400, "give either \"id\""},
      {{{"title", "x"}}, 400, "\"keywords\" must be a list"},
      {{{"title", "x"}, {"keywords", Json::array()}}, 400, "at least one"},
      {{{"title", "x"}, {"keywords", eleven}}, 400, "1 to 10"},
      {{{"title", "x"}, {"keywords", {"甲"}}, {"template_id", ""}}, 400, "must not be empty"},
      {{{"title", "x"}, {"keywords", {"甲"}}, {"template_id", "wxnotice-40037"}}, 400, "magic"},
      {{{"title", "x"}, {"keywords", {"甲"}}, {"template_id", "taken"}}, 409, "already"},
      {{{"id", "AT0002"}, {"keyword_id_list", {3}}, {"template_id", "taken"}}, 409, "already"},
      {{{"title", "x"}, {"keywords", {"甲"}}, {"appid", "wxo"}}, 409, "official_account"},
  };
  Bench bench;
  bench.Admin("POST", "sandboxes", {{"appid", "wxo"}, {"kind", "official_account"}});
  bench.Admin("POST", "templates",
              {{"title", "x"}, {"keywords", {"甲"}}, {"template_id", "taken"}});
  for (const auto& row : rows) {
    const Answer refused = bench.Admin("POST", "templates", row.fields);
    EXPECT_EQ(refused.status, row.status) << row.fields;
    EXPECT_NE(Detail(refused).find(row.says), std::string::npos) << refused.body;
  }
  EXPECT_EQ(bench.Admin("GET", "templates").json["total"], 1);
}

TEST(OwnTemplatesTest, AnIdMayComeAgainAfterADeletionAndInAnotherAccount) {
  SendBench bench;
  const Json fields = {{"title", "x"}, {"keywords", {"甲"}}, {"template_id", "tpl"}};
  const auto send = [&] {
    return bench.Send(bench.token, bench.BodyWith("template_id", "tpl")).reason();
  };
  EXPECT_EQ(bench.Admin("POST", "templates", fields).status, 201);
  EXPECT_EQ(bench.Admin("DELETE", "templates/tpl").status, 204);
  EXPECT_EQ(send(), "template_id.deleted");
  EXPECT_EQ(bench.Admin("POST", "templates", fields).status, 201);
  bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"templates", {fields}}});
  EXPECT_EQ(send(), "");
  const Json saved = bench.Admin("GET", "snapshot").json;
  EXPECT_EQ(bench.Admin("PUT", "snapshot", saved).status, 200);
}

TEST(TemplateImportTest, ASavedListKeepsItsIdsAndTheNumbersOfItsKeywords) {
  SendBench bench;
  const Answer made = bench.Call("POST", "/__admin/templates/import", kList);
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(made.json["source"], "template/list");
  EXPECT_EQ(made.json["added"], 2);
  EXPECT_EQ(made.json["templates"][0]["lines"],
            Json::parse(R"([{"line":"购买时间{{keyword2.DATA}}","keyword":"keyword2"},
                            {"line":"购买地点{{keyword1.DATA}}","keyword":"keyword1"}])"));
  EXPECT_EQ(made.json["templates"][0]["keywords"][0]["example"], "TIT造舰厂");
  EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("template_id", "tpl-1")).errcode(), 0);
  const Json card = bench.Admin("GET", "messages/latest").json;
  EXPECT_EQ(card["keywords"][0]["name"], "购买地点");
  EXPECT_EQ(card["keywords"][0]["value"], "TIT");

  const Json again = bench.Call("POST", "/__admin/templates/import", kList).json;
  EXPECT_EQ(again["added"], 0) << "the same file may come again";
  EXPECT_EQ(again["templates"][1]["added"], false);
  const Json own = bench.Admin("GET", "templates").json;
  bench.Admin("POST", "sandboxes", {{"appid", "wx2"}});
  const Json copied = bench.Admin("POST", "templates/import?appid=wx2", own).json;
  EXPECT_EQ(copied["added"], 3) << "the list of another account";
}

TEST(TemplateImportTest, TheOtherFamiliesTemplatesKeepTitleAndKeywords) {
  struct {
    const char* body;
    const char* source;
    const char* keywords;
  } const rows[] = {
      {R"({"data":[{"priTmplId":"t","title":"活动即将开始提醒","content":"活动名称:{{thing1.DATA}}\n温馨提示:{{thing5.DATA}}\n","example":"活动名称:x\n","type":2,"keywordEnumValueList":[]}],"errmsg":"ok","errcode":0})",
       "newtmpl/gettemplate", R"(["活动名称","温馨提示"])"},
      {R"({"template_list":[{"template_id":"t","title":"领取奖金提醒","primary_industry":"IT科技","deputy_industry":"互联网|电子商务","content":"{ {result.DATA} }\n\n领奖金额:{ {withdrawMoney.DATA} }\n{{remark.DATA}}","example":"x"}]})",
       "get_all_private_template", R"(["result","领奖金额"])"},
  };
  for (const auto& row : rows) {
    SendBench bench;
    const Answer made = bench.Call("POST", "/__admin/templates/import", row.body);
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.json["source"], row.source);
    Json names = Json::array();
    for (const Json& keyword : made.json["templates"][0]["keywords"])
      names.push_back(keyword["name"]);
    EXPECT_EQ(names, Json::parse(row.keywords));
    EXPECT_EQ(bench.Send(bench.token, bench.BodyWith("template_id", "t")).errcode(), 0);
  }
}

TEST(TemplateImportTest, AllOrNothing) {
  const std::string good = R"({"template_id":"a","title":"t","content":"x{{keyword1.DATA}}"})";
  const auto list = [&](const std::string& second) {
    return R"({"list":[)" + good + "," + second + "]}";
  };
  struct {
    std::string query;
    std::string body;
    int status;
    const char* says;
  } const rows[] = {
      {"", "", 400, "cannot be read"},
      {"", "{", 400, "cannot be read"},
      {"", "{}", 400, "no template"},
      {"", list(R"({"template_id":"b","title":"t"})"), 400, "list[1]: has no \"content\""},
      {"", list(good), 400, "comes twice"},
      {"", list(R"({"template_id":"b","title":"t","content":"{{keyword2.DATA}}"})"), 400,
       "template 2, t: the content has"},
      {"", list(R"({"template_id":"wxnotice-40037","title":"t","content":""})"), 400, "magic"},
      {"", list(R"({"template_id":"there","title":"t","content":""})"), 409, "another template"},
      {"?appid=wxo", list(R"({"template_id":"b","title":"t","content":""})"), 409,
       "kind mini_program"},
      {"?appid=wx0", list(R"({"template_id":"b","title":"t","content":""})"), 400, "no account"},
      {"?appdi=wx0", list(R"({"template_id":"b","title":"t","content":""})"), 400, "\"appid\""},
  };
  Bench bench;
  bench.Admin("POST", "sandboxes", {{"appid", "wxo"}, {"kind", "official_account"}});
  bench.Admin("POST", "templates",
              {{"title", "x"}, {"keywords", {"甲"}}, {"template_id", "there"}});
  for (const auto& row : rows) {
    const Answer refused = bench.Call("POST", "/__admin/templates/import" + row.query, row.body);
    EXPECT_EQ(refused.status, row.status) << row.body;
    EXPECT_NE(Detail(refused).find(row.says), std::string::npos) << refused.body;
  }
  EXPECT_EQ(bench.Admin("GET", "templates").json["total"], 1);
}

TEST(TemplateImportTest, ANewAccountAndAScenarioTakeThemToo) {
  Bench bench;
  const Answer made =
      bench.Admin("POST", "sandboxes", {{"appid", "wx2"}, {"templates", Json::parse(kList)}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.json["templates"], 2);
  const Answer refused = bench.Admin("POST", "sandboxes", {{"appid", "wx3"}, {"templates", {1}}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(Detail(refused),
            "templates: templates[0]: is not an object like {template_id, title, keywords}");
  EXPECT_EQ(bench.Admin("GET", "sandboxes/wx3").status, 404);
  const Json step = {
      {"method", "POST"}, {"path", "/__admin/templates/import"}, {"body", Json::parse(kList)}};
  EXPECT_EQ(bench.Admin("POST", "scenarios", {{"scenario", "x"}, {"steps", {step}}}).status, 200);
  EXPECT_EQ(bench.Admin("GET", "templates").json["total"], 2);
}

}  // namespace
}  // namespace wxnotice
