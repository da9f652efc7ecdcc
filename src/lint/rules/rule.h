// Rules as data, and the interface of their checks. A rule defines what is wrong and its severity
// in each family; its kind (kinds/) is the code that checks. Immutable once loaded: thread-safe.
#ifndef WXNOTICE_LINT_RULES_RULE_H_
#define WXNOTICE_LINT_RULES_RULE_H_

#include <array>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/localized_text.h"
#include "base/result.h"
#include "lint/node.h"
#include "lint/similarity/meaning.h"
#include "text/fold.h"
#include "wxnotice.h"

namespace wxnotice::lint {

class Lexicon;
class LibraryIndex;

inline constexpr size_t kFamilies = 3;

// One way to break a rule.
struct Outcome {
  std::string name;
  std::array<std::optional<Severity>, kFamilies> severity;  // nullopt: not in this family
  base::LocalizedText message;                              // with {placeholders}
};

struct Rule {
  std::string id;
  std::string clause;
  std::string kind;
  Scope scope = Scope::kTitle;
  std::vector<Outcome> outcomes;
  base::LocalizedText summary;
  base::LocalizedText why;
  std::string source;
  Node params;
  std::vector<Node> good;
  std::vector<Node> bad;
  std::string path;  // of the file that defines it
  // Built in and not changed by a user: its patterns are known to be valid, so they are compiled on
  // first use. Compiling them all would take most of the start-up time.
  bool builtin = false;

  // REQUIRES: the kind requested this outcome when it was created.
  const Outcome& Get(std::string_view name) const;
};

// A title or the name of a keyword, folded once.
struct Field {
  const Text* text = nullptr;
  std::optional<size_t> keyword;  // nullopt: the title
  text::Folded folded;
};

// The input of the checks. Its buffers are reused for each template.
struct Subject {
  const Template* proposed = nullptr;
  Family family = Family::kTemplateMessage;
  bool has_title = false;
  Field title;
  Canonical meaning;  // of the title, if titles are compared
  size_t keyword_count = 0;
  std::vector<Field> names;  // the first keyword_count
};

// The values of the {placeholders} of a message.
using Args = std::vector<std::pair<std::string_view, std::string>>;

// The result of a check, before it is formatted.
struct Hit {
  const Rule* rule = nullptr;
  const Outcome* outcome = nullptr;
  const Text* text = nullptr;  // the text that contains it; null: the template as a whole
  std::optional<size_t> keyword = {};
  size_t begin = 0;  // code points of the original, half-open
  size_t end = 0;
  Args args = {};
  std::vector<Related> related = {};
  std::string fix = {};
  bool fix_is_safe = false;
};

// Receives hits and turns the enabled ones into findings.
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

// The data that checks are created from.
struct Tables {
  const text::CharTable& characters;
  const Lexicon& lexicon;
  const LibraryIndex& library;
};

// Whether `word` selects the rule: its id, its clause, "all", or a prefix that ends in a hyphen
// ("title-").
bool Names(std::string_view word, const Rule& rule);
bool AnyNames(const std::vector<std::string>& words, const Rule& rule);
// The text in this language.
inline const std::string& Localize(const base::LocalizedText& text, Language language) {
  return language == Language::kChinese ? text.zh : text.en;
}

// `pattern` with "{other}" replaced by its argument; in English by "{other_en}" if there is one.
std::string Fill(const std::string& pattern, const Args& args, Language language);

// The error for a broken rule: `path:line: rule "id": why`.
base::Error RuleError(const Rule& rule, const Node& at, const std::string& why);
base::Error RuleError(const Rule& rule, const Text& at, const std::string& why);

// A message that `key` is unknown, with the nearest known key.
std::string UnknownKey(const std::string& key, const std::vector<std::string>& known);
// As an error of `rule`, for the first unknown key of `map`. Otherwise a misspelt key would be
// ignored silently.
std::optional<base::Error> UnknownKeyOf(const Rule& rule, const Node& map,
                                        const std::vector<std::string>& known);

// The number `key`; nullopt if it is not a number.
std::optional<size_t> NumberOf(const Node& params, std::string_view key);
// The words of a list: ["a", "b"] or "a b". `params` need not contain the key.
std::vector<Text> Words(const Node& params, std::string_view key);
std::vector<Text> WordsOf(const Node& list);

// Calls `visit` with each field that the rule applies to.
template <typename Visit>
void ForEachField(const Rule& rule, const Subject& subject, Visit visit) {
  if (rule.scope == Scope::kTitle) {
    if (subject.has_title) visit(subject.title);
    return;
  }
  for (size_t i = 0; i < subject.keyword_count; ++i) visit(subject.names[i]);
}

// A hit on [begin, end) of the packed text of `field`.
Hit HitOn(const Rule& rule, const Outcome& outcome, const Field& field, size_t begin, size_t end);
// A hit on the whole `field`.
Hit HitOnAll(const Rule& rule, const Outcome& outcome, const Field& field);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_RULES_RULE_H_
