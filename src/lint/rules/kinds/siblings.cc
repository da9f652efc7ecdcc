// Compares the keywords of a template with each other: identical ones (clause 2.1) and similar ones
// (2.2). The outcomes of a rule decide which it reports: "repeated", or "same" and "similar".
#include <algorithm>

#include "lint/rules/kinds/kinds.h"
#include "lint/similarity/lexicon.h"

namespace wxnotice::lint::kinds {
namespace {

class SiblingsCheck final : public Check {
 public:
  SiblingsCheck(const Rule& rule, const Tables& tables) : rule_(rule), lexicon_(tables.lexicon) {
    for (const Outcome& outcome : rule.outcomes) {
      if (outcome.name == "repeated") repeated_ = &outcome;
      if (outcome.name == "same") same_ = &outcome;
      if (outcome.name == "similar") similar_ = &outcome;
    }
  }

  bool Fires() const { return repeated_ != nullptr || same_ != nullptr || similar_ != nullptr; }

  void Run(const Subject& subject, Sink& sink) const override {
    // More than 10 are refused anyway, and the cost for a hostile list of thousands would be
    // quadratic.
    const size_t count = std::min<size_t>(subject.keyword_count, 64);
    if (count < 2) return;
    std::vector<Canonical> meanings;
    if (repeated_ == nullptr) {
      for (size_t i = 0; i < count; ++i)
        meanings.push_back(lexicon_.Canonicalise(subject.names[i].folded, Scope::kKeyword));
    }
    for (size_t i = 1; i < count; ++i) {
      for (size_t j = 0; j < i; ++j) {
        const Outcome* outcome = Judge(subject.names[j], subject.names[i], meanings, j, i);
        if (outcome == nullptr) continue;
        Report(*outcome, subject.names[j], subject.names[i], sink);
        break;
      }
    }
  }

 private:
  const Outcome* Judge(const Field& a, const Field& b, const std::vector<Canonical>& meanings,
                       size_t i, size_t j) const {
    const bool equal = a.text->value == b.text->value;
    if (a.folded.packed.empty() || equal != (repeated_ != nullptr)) return nullptr;
    if (repeated_ != nullptr) return repeated_;
    switch (CompareCanonical(meanings[i], meanings[j]).verdict) {
      case Verdict::kSame:
        return same_;
      case Verdict::kSimilar:
        return similar_;
      case Verdict::kDistinct:
        return nullptr;
    }
    return nullptr;
  }

  void Report(const Outcome& outcome, const Field& first, const Field& second, Sink& sink) const {
    Hit hit = HitOnAll(rule_, outcome, second);
    hit.args = {{"other", first.text->value}, {"line", std::to_string(first.text->begin.line)}};
    hit.related.push_back({first.text->value, "", 1.0, {}});
    sink.Add(std::move(hit));
  }

  const Rule& rule_;
  const Lexicon& lexicon_;
  const Outcome* repeated_ = nullptr;
  const Outcome* same_ = nullptr;
  const Outcome* similar_ = nullptr;
};

}  // namespace

CheckResult MakeSiblings(const Rule& rule, const Tables& tables) {
  auto check = std::make_unique<SiblingsCheck>(rule, tables);
  if (!check->Fires())
    return RuleError(rule, rule.params, "\"outcomes\" needs \"repeated\", \"same\" or \"similar\"");
  return std::unique_ptr<Check>(std::move(check));
}

}  // namespace wxnotice::lint::kinds
