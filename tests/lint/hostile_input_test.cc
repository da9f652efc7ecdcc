// What the readers do with what no reader expects: they say so, with a place, and never hang or
// fall. Every truncation and every broken byte of a good file of each format, and a table of
// inputs that have undone parsers elsewhere.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

struct Good {
  const char* name;
  InputFormat format;
  const char* bytes;
};

constexpr Good kGood[] = {
    {"text", InputFormat::kText,
     "# c\n订单发货通知  # wxnotice: ignore title-ending\n退款\t通知\n"},
    {"yaml", InputFormat::kYaml,
     "templates:\n  - title: &t 订单发货通知\n    keywords: [{name: '订单号', example: \"A\\u0031\"}, 备注]\n"
     "  - {title: *t, id: AT1}\n"},
    {"json", InputFormat::kJson,
     R"({"templates":[{"title":"\u8ba2单\ud83d\ude00","keywords":[{"name":"订单号","example":"A1"},"备注"]}]})"},
    {"jsonl", InputFormat::kJsonLines,
     "{\"title\":\"订单\"}\n{\"title\":\"退款通知\",\"keywords\":[]}\n"},
    {"csv", InputFormat::kCsv, "title,keyword,example\n\"订单\"\"发货\n通知\",订单号,A1\n,备注,\n"},
};

std::string Times(const char* what, size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += what;
  return all;
}

class HostileInputTest : public testing::Test {
 protected:
  static const Linter& TheLinter() {
    static const auto linter = Linter::Builtin({}, nullptr);
    return *linter;
  }

  // Reads and lints; every complaint has a place and words, every span stands in the source.
  static Document Survive(const std::string& bytes, InputFormat format, const std::string& name) {
    Document document = Read("f", bytes, format);
    for (const Problem& problem : document.problems) {
      EXPECT_GE(problem.at.line, 1u) << name;
      EXPECT_FALSE(problem.message.empty()) << name;
    }
    for (const Finding& finding : TheLinter().Lint(document)) {
      EXPECT_LT(finding.template_index, document.templates.size()) << name;
      EXPECT_GE(finding.begin.line, 1u) << name;
      EXPECT_GE(finding.end.line, finding.begin.line) << name;
    }
    return document;
  }
};

TEST_F(HostileInputTest, EveryTruncation) {
  for (const Good& good : kGood) {
    const std::string whole = good.bytes;
    const size_t templates = Survive(whole, good.format, good.name).templates.size();
    EXPECT_GT(templates, 0u) << good.name;
    for (size_t size = 0; size < whole.size(); ++size) {
      const std::string name = std::string(good.name) + " cut at " + std::to_string(size);
      EXPECT_LE(Survive(whole.substr(0, size), good.format, name).templates.size(), templates)
          << name;
    }
  }
}

TEST_F(HostileInputTest, EveryBrokenByte) {
  for (const Good& good : kGood) {
    for (size_t at = 0; at < std::string(good.bytes).size(); ++at) {
      for (const char with : {'\0', '\xff', '"', '\n', '[', '&', '\x80'}) {
        std::string bytes = good.bytes;
        bytes[at] = with;
        Survive(bytes, good.format, std::string(good.name) + " at " + std::to_string(at));
      }
    }
  }
}

TEST_F(HostileInputTest, WhatIsNoUtf8IsAProblemInEveryFormat) {
  for (const Good& good : kGood) {
    const std::string bytes = std::string(good.bytes) + "\xff\xfe";
    EXPECT_FALSE(Survive(bytes, good.format, good.name).problems.empty()) << good.name;
  }
}

TEST_F(HostileInputTest, KnownWaysToUndoAParser) {
  const std::string bomb =
      "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
      "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\ntemplates: [*e,*e,*e,*e]\n";
  const struct {
    const char* name;
    InputFormat format;
    std::string bytes;
  } cases[] = {
      {"deep json", InputFormat::kJson, Times("[", 200'000)},
      {"deep json objects", InputFormat::kJson, Times("{\"a\":", 200'000)},
      {"deep jsonl", InputFormat::kJsonLines, Times("[", 200'000) + "\n"},
      {"deep yaml flow", InputFormat::kYaml, Times("[", 20'000)},
      {"deep yaml block", InputFormat::kYaml, Times("- ", 5'000) + "x\n"},
      {"aliases of aliases", InputFormat::kYaml, bomb},
      {"an anchor in itself", InputFormat::kYaml, "templates: &a [*a]\n"},
      {"an alias of nothing", InputFormat::kYaml, "- title: *none\n"},
      {"many documents", InputFormat::kYaml, Times("---\n", 1000)},
      {"a tag", InputFormat::kYaml, "- !!binary \"gA==\"\n- !<tag:x> {title: 通知}\n"},
      {"a tab", InputFormat::kYaml, "templates:\n\t- title: x\n"},
      {"lone surrogate", InputFormat::kJson, R"([{"title":"\ud800"}])"},
      {"wrong surrogates", InputFormat::kJson, R"([{"title":"\ude00\ud83d通知"}])"},
      {"NUL in a string", InputFormat::kJson, R"([{"title":"a\u0000通知"}])"},
      {"huge number", InputFormat::kJson, "[{\"title\":1" + Times("0", 100'000) + "}]"},
      {"twice the same key", InputFormat::kJson, R"([{"title":"a","title":"b"}])"},
      {"after the end", InputFormat::kJson, R"([] [])"},
      {"a quote that never ends", InputFormat::kCsv, "title\n\"" + Times("x\n", 50'000)},
      {"quotes in the middle", InputFormat::kCsv, "title,keyword\na\"b\"c,\"d\"e\n"},
      {"too many columns", InputFormat::kCsv, "title\n" + Times(",", 100'000) + "\n"},
      {"no header", InputFormat::kCsv, "订单发货通知\n"},
      {"a BOM alone", InputFormat::kCsv, "\xEF\xBB\xBF"},
      {"half a BOM", InputFormat::kYaml, "\xEF\xBB"},
      {"UTF-16", InputFormat::kText, std::string("\xFF\xFE\x9A\x90", 4)},
      {"CR alone", InputFormat::kText, "a\rb\r"},
      {"a long line", InputFormat::kText, Times("优惠", 50'000) + "通知\n"},
      {"marks on one letter", InputFormat::kText, "a" + Times("\xCC\x81", 50'000) + "通知\n"},
      {"joiners", InputFormat::kText, Times("\xF0\x9F\x91\xA8\xE2\x80\x8D", 10'000) + "通知\n"},
  };
  for (const auto& c : cases) Survive(c.bytes, c.format, c.name);
}

}  // namespace
}  // namespace wxnotice
