// The length of names, in code points of the original. Source: docs/fidelity.md#title-length and
// docs/fidelity.md#keyword-length.
#include "lint/rules/kinds/kinds.h"

namespace wxnotice::lint::kinds {
namespace {

class SizeCheck final : public Check {
 public:
  SizeCheck(const Rule& rule, size_t least, size_t most)
      : rule_(rule),
        short_(rule.Get("short")),
        long_(rule.Get("long")),
        least_(least),
        most_(most) {}

  void Run(const Subject& subject, Sink& sink) const override {
    ForEachField(rule_, subject, [&](const Field& field) {
      const size_t count = field.folded.original.size();
      if (count == 0 || (count >= least_ && count <= most_)) return;
      Hit hit = HitOnAll(rule_, count < least_ ? short_ : long_, field);
      hit.args = {{"count", std::to_string(count)},
                  {"least", std::to_string(least_)},
                  {"most", std::to_string(most_)}};
      sink.Add(std::move(hit));
    });
  }

 private:
  const Rule& rule_;
  const Outcome& short_;
  const Outcome& long_;
  size_t least_;
  size_t most_;
};

}  // namespace

CheckResult MakeSize(const Rule& rule, const Tables&) {
  const auto least = NumberOf(rule.params, "least");
  const auto most = NumberOf(rule.params, "most");
  if (!least || !most || *most == 0 || *least > *most)
    return RuleError(rule, rule.params,
                     "\"params\" needs \"least\" and \"most\", numbers of characters");
  return std::unique_ptr<Check>(std::make_unique<SizeCheck>(rule, *least, *most));
}

}  // namespace wxnotice::lint::kinds
