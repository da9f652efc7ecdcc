#include "lint/payload/payload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/embedded.h"
#include "lint/rules/rule_loader.h"

namespace wxnotice::lint {
namespace {

using testing::HasSubstr;

// The template that the examples of rules/payload.json name.
constexpr char kTemplates[] =
    R"({"list":[{"template_id":"TPL","title":"购买成功通知","content":"购买时间{{keyword1.DATA}}\n购买地点{{keyword2.DATA}}\n","example":""}]})";

std::vector<Finding> FindingsOf(const std::string& body, const Options& options = {},
                                InputFormat format = InputFormat::kJson,
                                const char* templates = kTemplates) {
  std::string error;
  const auto linter = PayloadLinter::Builtin(
      options, {Read("templates.json", templates, InputFormat::kJson)}, &error);
  EXPECT_TRUE(linter) << error;
  const CheckedPayloads checked = linter->Lint("body.json", body, format);
  EXPECT_TRUE(checked.document.problems.empty()) << body;
  return checked.findings;
}

std::string Body(const std::string& rest) {
  return R"({"touser":"O","template_id":"TPL","form_id":"F",)" + rest + "}";
}

TEST(PayloadTest, EveryRulesExamplesHold) {
  RuleBook book;
  for (const embedded::File& file : embedded::Rules())
    ASSERT_TRUE(LoadRuleFile(file.bytes, std::string(file.name), Origin::kBuiltin, book));
  int rules = 0;
  for (const auto& rule : book.rules) {
    if (rule->kind != "payload") continue;
    ++rules;
    Options options;
    options.select = {rule->id};
    for (const Node& bad : rule->bad)
      EXPECT_FALSE(FindingsOf(bad.scalar.value, options).empty())
          << rule->id << ": " << bad.scalar.value;
    for (const Node& good : rule->good)
      EXPECT_TRUE(FindingsOf(good.scalar.value).empty()) << rule->id << ": " << good.scalar.value;
  }
  EXPECT_EQ(rules, 13);
}

TEST(PayloadTest, FindingsMarkTheExactPlaceAndNameTheRemedy) {
  const struct {
    const char* name;
    std::string body;
    const char* rule;
    uint32_t column;
    const char* text;
    const char* fix;
  } cases[] = {
      {"page", Body(R"("page":"//a/b","data":{"keyword1":{"value":"a"},"keyword2":{"value":"b"}})"),
       "payload-page", 57, "//a/b", "a/b"},
      {"emphasis",
       Body(
           R"("emphasis_keyword":"keyword2","data":{"keyword1":{"value":"a"},"keyword2":{"value":"b"}})"),
       "payload-emphasis", 69, "keyword2", "keyword2.DATA"},
      {"name as key",
       Body(
           R"("data":{"keyword1":{"value":"a"},"keyword2":{"value":"b"},"购买地点":{"value":"b"}})"),
       "payload-keyword-unknown", 108, "购买地点", ""},
      {"marketing",
       Body(R"("data":{"keyword1":{"value":"a"},"keyword2":{"value":"\u9001满减券"}})"),
       "payload-marketing", 109, "满减券", ""},
  };
  for (const auto& c : cases) {
    const auto findings = FindingsOf(c.body);
    ASSERT_GE(findings.size(), 1u) << c.name;
    EXPECT_EQ(findings[0].rule, c.rule) << c.name;
    EXPECT_EQ(findings[0].begin.column, c.column) << c.name;
    EXPECT_EQ(findings[0].text, c.text) << c.name;
    EXPECT_EQ(findings[0].fix, c.fix) << c.name;
  }
  EXPECT_THAT(FindingsOf(cases[2].body)[0].message, HasSubstr("是不是“keyword2”"));
}

TEST(PayloadTest, MessagesAreWholeInBothLanguages) {
  const struct {
    std::string body;
    Language language;
    const char* message;
  } cases[] = {
      {R"("{}")", Language::kChinese, "请求体是一个含有 JSON 的字符串；去掉一次 JSON 编码"},
      {R"("{}")", Language::kEnglish,
       "the body is a string that contains JSON; remove one JSON encoding"},
      {Body(R"("data":"{}")"), Language::kChinese,
       "data 是一个含有 JSON 的字符串；去掉一次 JSON 编码"},
      {R"({"touser":"O","template_id":"TPX","form_id":"F"})", Language::kEnglish,
       "the account does not have the template \"TPX\"; did you mean \"TPL\"?"},
      {R"({"touser":"O","template_id":"unlike","form_id":"F"})", Language::kChinese,
       "账号没有模板“unlike”"},
  };
  for (const auto& c : cases) {
    const auto findings = FindingsOf(c.body, {.language = c.language});
    ASSERT_FALSE(findings.empty()) << c.body;
    EXPECT_EQ(findings[0].message, c.message);
  }
}

TEST(PayloadTest, WithoutTemplatesOnlyTheBodyItselfIsJudged) {
  const std::string body = Body(R"("data":{"keyword7":{"value":"a"}})");
  EXPECT_TRUE(FindingsOf(body, {}, InputFormat::kJson, "[]").empty());
}

TEST(PayloadTest, LinesAreBodiesAndOptionsApply) {
  Options options;
  options.ignore = {"payload-keyword-missing"};
  options.severity = {{"payload-page", "info"}};
  const std::string page = Body(R"("page":"/a")");
  const auto findings = FindingsOf(page + "\n\n" + page + "\n", options, InputFormat::kJsonLines);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[1].begin.line, 3u);
  EXPECT_EQ(findings[1].severity, Severity::kInfo);
}

TEST(PayloadTest, WhatIsNoBodyIsAProblem) {
  std::string error;
  const auto linter = PayloadLinter::Builtin({}, {}, &error);
  for (const char* bytes : {"{oops", "\xff", ""}) {
    const CheckedPayloads checked = linter->Lint("b", bytes, InputFormat::kJson);
    EXPECT_EQ(checked.document.problems.size(), 1u) << bytes;
  }
  Options options;
  options.select = {"payload-pag"};
  EXPECT_FALSE(PayloadLinter::Builtin(options, {}, &error));
  EXPECT_THAT(error, HasSubstr("did you mean \"payload-page\"?"));
}

}  // namespace
}  // namespace wxnotice::lint
