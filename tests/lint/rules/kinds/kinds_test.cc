// What all kinds of rules have in common.
#include "lint/rules/kinds/kinds.h"

#include "base/embedded.h"
#include "lint/rules/rule_loader.h"
#include "support/lint_cases.h"

namespace wxnotice::lint {
namespace {

TEST(KindsTest, EachHasABuiltinRuleAndRefusesAParameterItDoesNotKnow) {
  RuleBook book;
  for (const embedded::File& file : embedded::Rules())
    ASSERT_TRUE(LoadRuleFile(file.bytes, std::string(file.name), Origin::kBuiltin, book));
  std::set<std::string> seen;
  for (const auto& rule : book.rules) {
    seen.insert(rule->kind);
    if (kinds::IsBuiltinOnly(rule->kind)) continue;
    const std::string yaml = "rules:\n- id: " + rule->id + "\n  params: {nosuch: 1}\n";
    EXPECT_THAT(LoadHouse(yaml).error, testing::HasSubstr("mine.yaml:3: rule \"" + rule->id +
                                                          "\": unknown key \"nosuch\""));
  }
  EXPECT_THAT(kinds::Names(), testing::UnorderedElementsAreArray(seen));
}

TEST(KindsTest, OneThatLooksAtTitlesAloneIsNotForKeywords) {
  ExpectRefusals({
      {"ending for keywords",
       "rules:\n  - id: x\n    kind: ending\n    applies_to: keyword\n"
       "    outcomes: {missing: {severity: error, message: m}}\n    params: {endings: 好}\n"
       "    good: [x好]\n    bad: [x]\n",
       "rule \"x\": a rule of kind \"ending\" has \"applies_to\": \"title\""},
  });
}

TEST(KindsTest, AUserCannotMakeOneThatIsUnknownOrOurs) {
  ExpectRefusals({
      {"unknown", "rules:\n  - id: x\n    kind: endng\n",
       "mine.yaml:2: rule \"x\": unknown kind \"endng\"; did you mean \"ending\"?"},
      {"meant as a built-in rule", "rules:\n  - id: title-markting\n    params: {}\n",
       "mine.yaml:2: rule \"title-markting\": no \"kind\"; did you mean \"title-marketing\"?"},
      {"without a kind", "rules:\n  - id: house-style\n    params: {}\n",
       "mine.yaml:2: rule \"house-style\": no \"kind\"; a rule of your own needs one"},
      {"of a built-in rule alone", "rules:\n  - id: payload-house\n    kind: payload\n",
       "mine.yaml:2: rule \"payload-house\": only the built-in rule can be of kind \"payload\"; yours can be of broad,"},
  });
}

}  // namespace
}  // namespace wxnotice::lint
