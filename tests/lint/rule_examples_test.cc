// Every rule's good and bad examples, run as tests.
#include <gtest/gtest.h>

#include "base/embedded.h"
#include "lint/readers/template_reader.h"
#include "lint/rules/kinds/kinds.h"
#include "lint/rules/rule_loader.h"
#include "lint/similarity/library_index.h"
#include "wxnotice.h"

namespace wxnotice::lint {
namespace {

// The templates of one example: a title, a template, or a list of either.
Document DocumentOf(const Node& example) {
  Document document{"example"};
  if (example.IsList()) {
    for (const Node& item : example.items) ReadTemplate(item, document);
  } else {
    ReadTemplate(example, document);
  }
  return document;
}

RuleBook BuiltIn() {
  RuleBook book;
  for (const embedded::File& file : embedded::Rules()) {
    const auto loaded = LoadRuleFile(file.bytes, std::string(file.name), Origin::kBuiltin, book);
    EXPECT_TRUE(loaded) << loaded.error();
  }
  return book;
}

TEST(RuleExamplesTest, BadOnesAreFoundAndGoodOnesAreNot) {
  const RuleBook book = BuiltIn();
  ASSERT_GE(book.rules.size(), 17u);
  for (const auto& rule : book.rules) {
    if (rule->kind == "payload") continue;  // bodies, not templates: payload_test.cc
    Options options;
    options.select = {rule->id};
    std::string error;
    const auto linter = Linter::Builtin(options, &error);
    ASSERT_TRUE(linter) << error;
    for (const Node& bad : rule->bad) {
      const Document document = DocumentOf(bad);
      ASSERT_TRUE(document.problems.empty());
      EXPECT_FALSE(linter->Lint(document).empty())
          << rule->path << ':' << bad.line() << ": a bad example of " << rule->id << " passes";
    }
    for (const Node& good : rule->good) {
      for (const Finding& finding : linter->Lint(DocumentOf(good))) {
        ADD_FAILURE() << rule->path << ':' << good.line() << ": a good example of " << rule->id
                      << " is refused: " << finding.message;
      }
    }
  }
}

// At a start the built-in patterns are taken on trust; here they are not.
TEST(RuleExamplesTest, BuiltinPatternsCompileAndMatchWhatTheySayTheyDo) {
  const RuleBook book = BuiltIn();
  const text::CharTable characters;
  Lexicon lexicon;
  lexicon.Finish();
  const LibraryIndex library;
  const Tables tables{characters, lexicon, library};
  for (const auto& rule : book.rules) {
    rule->builtin = false;
    const auto check = kinds::Make(*rule, tables);
    EXPECT_TRUE(check) << check.error();
  }
}

}  // namespace
}  // namespace wxnotice::lint
