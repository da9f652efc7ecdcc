// Rule files to rules: JSON or YAML, built in or the user's. A broken file is refused with file,
// line and the nearest known word; a rule without good and bad examples, or with a term that can
// never match, is broken.
#ifndef WXNOTICE_LINT_RULE_LOADER_H_
#define WXNOTICE_LINT_RULE_LOADER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lint/lexicon.h"
#include "lint/rule.h"

namespace wxnotice::lint {

// Everything that rule files say.
struct RuleBook {
  std::vector<std::unique_ptr<Rule>> rules;  // in the order of the files; pointers stay valid
  std::vector<std::pair<std::string, Node>> lexica;  // path, "lexicon" object
  std::vector<std::pair<char32_t, char32_t>> variants;

  Rule* Find(std::string_view id);
  const Rule* Find(std::string_view id) const;
};

enum class Origin { kBuiltin, kUser };

// Adds one file. A rule whose id is known already changes only what it names: `severity`, `params`
// (lists are added to, single values replaced), `message`.
base::Result<bool> LoadRuleFile(std::string_view bytes, const std::string& path, Origin origin,
                                RuleBook& book);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULE_LOADER_H_
