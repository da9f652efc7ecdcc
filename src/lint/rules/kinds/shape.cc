// Checks what the API itself refuses: empty names, too many keywords, or none. Source:
// docs/fidelity.md#template-shape.
#include "lint/rules/kinds/kinds.h"

namespace wxnotice::lint::kinds {
namespace {

class ShapeCheck final : public Check {
 public:
  ShapeCheck(const Rule& rule, size_t most)
      : rule_(rule),
        empty_title_(rule.Get("empty_title")),
        empty_keyword_(rule.Get("empty_keyword")),
        too_many_(rule.Get("too_many")),
        none_(rule.Get("none")),
        most_(most) {}

  void Run(const Subject& subject, Sink& sink) const override {
    const Template& proposed = *subject.proposed;
    if (subject.has_title && subject.title.folded.packed.empty() && IsBlank(subject.title.folded)) {
      sink.Add(HitOnAll(rule_, empty_title_, subject.title));
    }
    for (size_t i = 0; i < subject.keyword_count; ++i) {
      if (IsBlank(subject.names[i].folded))
        sink.Add(HitOnAll(rule_, empty_keyword_, subject.names[i]));
    }
    if (proposed.keywords.size() > most_) {
      Hit hit = HitOnAll(rule_, too_many_, subject.names[most_]);
      hit.args = {{"count", std::to_string(proposed.keywords.size())},
                  {"most", std::to_string(most_)}};
      sink.Add(std::move(hit));
    }
    if (proposed.lists_keywords && proposed.keywords.empty()) {
      Hit hit;
      hit.rule = &rule_;
      hit.outcome = &none_;
      sink.Add(std::move(hit));
    }
  }

 private:
  static bool IsBlank(const text::Folded& folded) {
    for (const char32_t c : folded.original) {
      if (c != U' ' && c != U'\t' && c != U'\n' && c != U'\x3000') return false;
    }
    return true;
  }

  const Rule& rule_;
  const Outcome& empty_title_;
  const Outcome& empty_keyword_;
  const Outcome& too_many_;
  const Outcome& none_;
  size_t most_;
};

}  // namespace

CheckResult MakeShape(const Rule& rule, const Tables&) {
  const auto most = NumberOf(rule.params, "most");
  if (!most || *most == 0)
    return RuleError(rule, rule.params, "\"params\" needs \"most\", a number of keywords");
  return std::unique_ptr<Check>(std::make_unique<ShapeCheck>(rule, *most));
}

}  // namespace wxnotice::lint::kinds
