// Rule files as a whole; the parameters of each kind are in kinds/.
#include "lint/rules/rule_loader.h"

#include "support/lint_cases.h"

namespace wxnotice::lint {
namespace {

TEST(RuleLoaderTest, BrokenFilesAreRefusedWithLineAndRemedy) {
  ExpectRefusals({
      {"key", "rules:\n  - id: x\n    kind: size\n    parms: {}\n",
       "mine.yaml:4: unknown key \"parms\"; did you mean \"params\"?"},
      {"severity", "rules:\n  - id: title-ending\n    severity: warn\n",
       "mine.yaml:3: unknown severity \"warn\""},
      {"family", "rules:\n  - id: title-ending\n    severity: {subscrib: info}\n",
       "mine.yaml:3: unknown key \"subscrib\"; did you mean \"subscribe\"?"},
      {"top", "rule: []\n", "mine.yaml:1: unknown key \"rule\"; did you mean \"rules\"?"},
      {"lexicon", "lexicon: {synonims: []}\n",
       "mine.yaml:1: unknown key \"synonims\" in \"lexicon\""},
      {"no examples",
       "rules:\n  - id: x\n    kind: size\n    applies_to: title\n    params: {least: 1, most: 2}\n"
       "    outcomes: {short: {severity: info, message: a}, long: {severity: info, message: a}}\n",
       "mine.yaml:2: rule \"x\" needs \"good\""},
      {"syntax", "rules: [\n", "mine.yaml:2:"},
  });
}

TEST(RuleLoaderTest, AUsersFileChangesSeverities) {
  ExpectHouseFindings("rules: [{id: title-ending, severity: info}]", "title-ending",
                      {{"milder", "停水", {{"info 1-3 停水", "", "停水通知"}}}});
}

TEST(RuleLoaderTest, AUsersSynonymsJoinTheBuiltinOnes) {
  ExpectHouseFindings("lexicon: {synonyms: [付款 掏钱]}", "title-similar",
                      {{"a synonym of a synonym",
                        "[{title: 水票支付成功通知}, {title: 水票掏钱成功通知}]",
                        {{"warning 29-37 水票掏钱成功通知"}}}});
}

TEST(RuleLoaderTest, AUsersRuleOfItsOwnIsRun) {
  ExpectHouseFindings(
      "rules:\n  - id: title-house-style\n    kind: terms\n    applies_to: title\n"
      "    summary: no nicknames\n    source: house\n"
      "    params: {groups: {names: {outcome: hit, terms: 小通}}}\n"
      "    outcomes: {hit: {severity: error, message: 'no {word}'}}\n"
      "    good: [订单通知]\n    bad: [小通通知]\n",
      "title-house-style", {{"theirs", "小通发货通知", {{"error 1-3 小通", "no 小通"}}}});
}

}  // namespace
}  // namespace wxnotice::lint
