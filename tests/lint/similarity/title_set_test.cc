#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wxnotice.h"

namespace wxnotice {
namespace {

// Titles of the corpus, and each with words before it that change little, the tense, or say one
// thing more: a known word, an unknown one.
std::vector<std::string> GenerateTitles(size_t step) {
  std::ifstream in(WXNOTICE_SOURCE_DIR "/tests/lint/corpus/pairs.jsonl");
  std::vector<std::string> titles;
  size_t row = 0;
  for (std::string line; std::getline(in, line); ++row) {
    if (row % step != 0 || line.find("\"title\"") == std::string::npos) continue;
    for (const char* key : {"\"a\": \"", "\"b\": \""}) {
      const size_t begin = line.find(key) + 6;
      const std::string title = line.substr(begin, line.find('"', begin) - begin);
      for (const char* before : {"", "您的", "即将", "已", "客户", "学生", "云谷"})
        titles.push_back(before + title);
    }
  }
  return titles;
}

Linter Load() {
  Options options;
  options.select = {"title-duplicate", "title-similar"};
  options.use_library = false;
  std::string error;
  auto linter = Linter::Builtin(options, &error);
  EXPECT_TRUE(linter) << error;
  return std::move(*linter);
}

// What `similar` says, title by title: the earlier one that each doubles.
std::vector<std::string> BruteForce(const Linter& linter, const std::vector<std::string>& titles) {
  std::vector<std::string> doubled;
  for (size_t i = 0; i < titles.size(); ++i) {
    std::map<Verdict, std::string> first;
    bool equal = false;
    for (size_t j = 0; j < i && !equal; ++j) {
      equal = titles[i] == titles[j];
      first.emplace(linter.Compare(titles[i], titles[j], Scope::kTitle).verdict, titles[j]);
    }
    if (equal)
      doubled.push_back(titles[i]);
    else if (first.count(Verdict::kSame) != 0)
      doubled.push_back(first[Verdict::kSame]);
    else
      doubled.push_back(first.count(Verdict::kSimilar) != 0 ? first[Verdict::kSimilar] : "");
  }
  return doubled;
}

TEST(TitleSetTest, JoinEqualsAComparisonOfAllWithAll) {
  const Linter linter = Load();
  const std::vector<std::string> titles = GenerateTitles(9);
  ASSERT_GT(titles.size(), 200u);
  Document document;
  for (const std::string& title : titles) document.templates.emplace_back().title = Text{title};
  std::vector<std::string> joined(titles.size());
  for (const Finding& finding : linter.Lint(document))
    joined[finding.template_index] = finding.related.front().text;
  EXPECT_EQ(joined, BruteForce(linter, titles));
}

TEST(TitleSetTest, ManyTitlesOfOneMeaningAllFindTheFirst) {
  const Linter linter = Load();
  Document document;
  // More of them than any bucket would hold, were there a limit; all are alike.
  for (const char* act : {"预约", "预订", "预定"}) {
    for (int i = 0; i < 50; ++i) {
      std::string title(act);
      for (int n = 0; n < i; ++n) title += "的";
      document.templates.emplace_back().title = Text{title + "成功通知"};
    }
  }
  const std::vector<Finding> findings = linter.Lint(document);
  ASSERT_EQ(findings.size(), document.templates.size() - 1);
  EXPECT_EQ(findings.front().related.front().text, "预约成功通知");
}

TEST(TitleSetTest, ARuleThatIsIgnoredAndUnknownIsNamedWithTheNearest) {
  const Linter linter = Load();
  Document document;
  document.ignored[3] = {"title-endng", "title-symbol"};
  document.templates.emplace_back().ignore = {"keyword-brod"};
  const std::vector<Problem> problems = linter.UnknownIgnores(document);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].at.line, 3u);
  EXPECT_NE(problems[0].message.find("title-ending"), std::string::npos);
  EXPECT_NE(problems[1].message.find("keyword-broad"), std::string::npos);
}

}  // namespace
}  // namespace wxnotice
