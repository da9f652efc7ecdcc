// Only Han characters, ASCII letters and digits are allowed (clauses 1.4, 2.3). Checks the original
// text, because folding turns ① into 1 and drops zero-width characters. Adjacent characters of one
// category are one finding.
#include "lint/rules/kinds/kinds.h"
#include "text/utf8.h"

namespace wxnotice::lint::kinds {
namespace {

using text::CharKind;

class CharactersCheck final : public Check {
 public:
  CharactersCheck(const Rule& rule, const Tables& tables)
      : rule_(rule), characters_(tables.characters) {
    for (const Text& word : Words(rule.params, "allowed"))
      allowed_ += text::ToCodePoints(word.value);
    blank_ = &rule.Get("blank");
    invisible_ = &rule.Get("invisible");
    emoji_ = &rule.Get("emoji");
    form_ = &rule.Get("form");
    symbol_ = &rule.Get("symbol");
  }

  void Run(const Subject& subject, Sink& sink) const override {
    ForEachField(rule_, subject, [&](const Field& field) {
      if (!field.folded.plain) Check(field, sink);
    });
  }

 private:
  const Outcome* OutcomeOf(char32_t c) const {
    if (allowed_.find(c) != std::u32string::npos) return nullptr;
    switch (characters_.KindOf(c)) {
      case CharKind::kHan:
      case CharKind::kLetter:
      case CharKind::kDigit:
        return nullptr;
      case CharKind::kSpace:
        return blank_;
      case CharKind::kInvisible:
        return invisible_;
      case CharKind::kEmoji:
        return emoji_;
      case CharKind::kForeign:
        return form_;
      case CharKind::kPunctuation:
        return symbol_;
    }
    return symbol_;
  }

  void Check(const Field& field, Sink& sink) const {
    const std::u32string& original = field.folded.original;
    std::string fix;
    bool complete = false;
    for (size_t begin = 0; begin < original.size();) {
      const Outcome* outcome = OutcomeOf(original[begin]);
      size_t end = begin + 1;
      while (end < original.size() && OutcomeOf(original[end]) == outcome) ++end;
      if (outcome != nullptr) {
        if (fix.empty()) fix = Fixed(original, complete);
        Report(*outcome, field, {begin, end}, complete ? fix : std::string(), sink);
      }
      begin = end;
    }
  }

  void Report(const Outcome& outcome, const Field& field, std::pair<size_t, size_t> span,
              const std::string& fix, Sink& sink) const {
    Hit hit = HitOnAll(rule_, outcome, field);
    hit.begin = span.first;
    hit.end = span.second;
    std::string names;
    for (size_t i = span.first; i < span.second && i < span.first + 4; ++i) {
      char name[16];
      std::snprintf(name, sizeof name, "%sU+%04X", i == span.first ? "" : " ",
                    static_cast<unsigned>(field.folded.original[i]));
      names += name;
    }
    hit.args = {{"codes", names}};
    hit.fix = fix;
    hit.fix_is_safe = !fix.empty();
    sink.Add(std::move(hit));
  }

  // The text in plain forms; `complete` if nothing is left that a user must decide.
  std::string Fixed(const std::u32string& original, bool& complete) const {
    std::u32string plain;
    for (const char32_t c : original) {
      const Outcome* outcome = OutcomeOf(c);
      if (outcome == nullptr) {
        plain.push_back(c);
      } else {
        plain += characters_.PlainForm(c);
      }
    }
    complete = !plain.empty();
    for (const char32_t c : plain) complete = complete && OutcomeOf(c) == nullptr;
    return text::ToUtf8(plain);
  }

  const Rule& rule_;
  const text::CharTable& characters_;
  std::u32string allowed_;
  const Outcome* blank_;
  const Outcome* invisible_;
  const Outcome* emoji_;
  const Outcome* form_;
  const Outcome* symbol_;
};

}  // namespace

CheckResult MakeCharacters(const Rule& rule, const Tables& tables) {
  return std::unique_ptr<Check>(std::make_unique<CharactersCheck>(rule, tables));
}

}  // namespace wxnotice::lint::kinds
