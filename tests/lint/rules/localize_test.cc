#include "lint/rules/localize.h"

#include <gtest/gtest.h>

#include "base/embedded.h"

namespace wxnotice::lint {
namespace {

TEST(LintMessagesTest, EachIsThereInBothLanguages) {
  const auto root = ParseJson(embedded::ReportTexts().front().bytes);
  ASSERT_TRUE(root) << root.error();
  for (const auto& [name, both] : root->fields) {
    EXPECT_EQ(both.fields.size(), 2u) << name.value;
    EXPECT_FALSE(both.StringOf("zh").empty()) << name.value;
    EXPECT_FALSE(both.StringOf("en").empty()) << name.value;
  }
}

TEST(LintMessagesTest, PlaceholdersAreFilledOnce) {
  EXPECT_EQ(Localize("instead", Language::kChinese, {{"text", "{id}"}}), "可改为：{id}");
  EXPECT_EQ(
      Localize("checked", Language::kEnglish, {{"templates", "1"}, {"templates_en", "1 template"}}),
      "checked 1 template: , , ");
}

}  // namespace
}  // namespace wxnotice::lint
