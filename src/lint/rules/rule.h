// Rules as data, and the interface of what checks them. A rule says what is wrong and how bad it is
// in which family; its kind (kinds/) is the code that looks. Immutable once loaded: thread-safe.
#ifndef WXNOTICE_LINT_RULES_RULE_H_
#define WXNOTICE_LINT_RULES_RULE_H_

#include <array>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "lint/node.h"
#include "lint/similarity/meaning.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

class Lexicon;
class Library;

inline constexpr size_t kFamilies = 3;

struct Localised {
  std::string zh;
  std::string en;
  const std::string& In(Language language) const {
    return language == Language::kChinese ? zh : en;
  }
};

// One way in which a rule is broken.
struct Outcome {
  std::string name;
  std::array<std::optional<Severity>, kFamilies> severity;  // nullopt: not in this family
  Localised message;                                        // with {placeholders}
};

struct Rule {
  std::string id;
  std::string clause;
  std::string kind;
  Scope scope = Scope::kTitle;
  std::vector<Outcome> outcomes;
  Localised summary;
  Localised why;
  std::string source;
  Node params;
  std::vector<Node> good;
  std::vector<Node> bad;
  std::string path;  // of the file it stands in
  // As it was built in, untouched by a user: its patterns are known to be good, so they are
  // compiled when first needed, which is what most of a start would be spent on.
  bool builtin = false;

  // REQUIRES: the kind asked for this outcome when it was made.
  const Outcome& Get(std::string_view name) const;
};

// A title or a keyword's name, folded once.
struct Field {
  const Text* text = nullptr;
  std::optional<size_t> keyword;  // nullopt: the title
  text::Folded folded;
};

// What the checks look at. Buffers are used again from template to template.
struct Subject {
  const Template* proposed = nullptr;
  Family family = Family::kTemplateMessage;
  bool has_title = false;
  Field title;
  Canonical meaning;  // of the title, where titles are compared
  size_t keyword_count = 0;
  std::vector<Field> names;  // the first keyword_count
};

// What the {placeholders} of a message stand for.
using Args = std::vector<std::pair<std::string_view, std::string>>;

// What a check has found, before it is put into words.
struct Hit {
  const Rule* rule = nullptr;
  const Outcome* outcome = nullptr;
  const Text* text = nullptr;  // where it stands; null: the template as a whole
  std::optional<size_t> keyword = {};
  size_t begin = 0;  // code points of the original, half-open
  size_t end = 0;
  Args args = {};
  std::vector<Related> related = {};
  std::string fix = {};
  bool fix_is_safe = false;
};

// Takes hits and makes findings of those that are wanted.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void Add(Hit hit) = 0;
};

class Check {
 public:
  virtual ~Check() = default;
  virtual void Run(const Subject& subject, Sink& sink) const = 0;
};

// What checks are made of.
struct Tables {
  const text::CharTable& characters;
  const Lexicon& lexicon;
  const Library& library;
};

// Whether `word` names the rule: its id, its clause, "all", or a beginning up to a hyphen
// ("title-").
bool Names(std::string_view word, const Rule& rule);
bool AnyNames(const std::vector<std::string>& words, const Rule& rule);
// `pattern` with "{other}" made its argument; in English "{other_en}" first, where there is one.
std::string Fill(const std::string& pattern, const Args& args, Language language);

// A broken rule: `path:line: rule "id": why`.
base::Error RuleError(const Rule& rule, const Node& at, const std::string& why);
base::Error RuleError(const Rule& rule, const Text& at, const std::string& why);

// What is wrong with `key`, and the nearest of those that are known.
std::string UnknownKey(const std::string& key, const std::vector<std::string>& known);
// The same as an error of `rule`, for the first key of `map` that is not known. A misspelt one
// would be passed over in silence.
std::optional<base::Error> UnknownKeyOf(const Rule& rule, const Node& map,
                                        const std::vector<std::string>& known);

// The number `key`; nullopt where it is none.
std::optional<size_t> NumberOf(const Node& params, std::string_view key);
// The words of a list: ["a", "b"] or "a b". `params` need not have the key.
std::vector<Text> Words(const Node& params, std::string_view key);
std::vector<Text> WordsOf(const Node& list);

// Calls `take` with each field that the rule is for.
template <typename Take>
void ForEachField(const Rule& rule, const Subject& subject, Take take) {
  if (rule.scope == Scope::kTitle) {
    if (subject.has_title) take(subject.title);
    return;
  }
  for (size_t i = 0; i < subject.keyword_count; ++i) take(subject.names[i]);
}

// A hit on [begin, end) of the packed text of `field`.
Hit HitOn(const Rule& rule, const Outcome& outcome, const Field& field, size_t begin, size_t end);
// A hit on the whole of `field`.
Hit HitOnAll(const Rule& rule, const Outcome& outcome, const Field& field);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_H_
