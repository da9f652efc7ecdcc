// A keyword must be specific (clause 2.5). It is too broad if it consists only of heads like 内容
// and words that do not narrow it (相关, 其他), or of one subject like 消息. A single word like
// 时间 is only a hint, because real templates use it.
#include "lint/rules/kinds/kinds.h"
#include "lint/similarity/word_cover.h"

namespace wxnotice::lint::kinds {
namespace {

enum Category { kHead, kFiller, kLone, kBare };

class BroadCheck final : public Check {
 public:
  BroadCheck(const Rule& rule, const Tables& tables)
      : rule_(rule), broad_(rule.Get("broad")), bare_(rule.Get("bare")) {
    for (const Text& word : Words(rule.params, "allowed")) {
      const std::u32string packed = text::Pack(tables.characters, word.value);
      if (!packed.empty()) allowed_.Add(packed, 0);
    }
    cover_.Add(Words(rule.params, "heads"), kHead, tables.characters);
    cover_.Add(Words(rule.params, "fillers"), kFiller, tables.characters);
    cover_.Add(Words(rule.params, "lone"), kLone, tables.characters);
    cover_.Add(Words(rule.params, "bare"), kBare, tables.characters);
  }

  void Run(const Subject& subject, Sink& sink) const override {
    ForEachField(rule_, subject, [&](const Field& field) {
      const std::u32string& packed = field.folded.packed;
      if (packed.empty() || allowed_.Contains(packed)) return;
      if (const Outcome* outcome = Judge(packed)) sink.Add(HitOnAll(rule_, *outcome, field));
    });
  }

 private:
  const Outcome* Judge(std::u32string_view packed) const {
    const auto counts = cover_.Cover(packed);
    if (!counts) return nullptr;
    const int heads = (*counts)[kHead];
    const int subjects = (*counts)[kLone] + (*counts)[kBare];
    // Two subjects, or a subject and a head, narrow each other: 订单金额, 商品信息.
    if (subjects > 1 || (subjects == 1 && heads > 0)) return nullptr;
    return (*counts)[kBare] > 0 ? &bare_ : &broad_;
  }

  const Rule& rule_;
  const Outcome& broad_;
  const Outcome& bare_;
  text::Dictionary allowed_;
  WordCover cover_;
};

}  // namespace

CheckResult MakeBroad(const Rule& rule, const Tables& tables) {
  if (Words(rule.params, "heads").empty())
    return RuleError(rule, rule.params, "\"params\" needs \"heads\"");
  return std::unique_ptr<Check>(std::make_unique<BroadCheck>(rule, tables));
}

}  // namespace wxnotice::lint::kinds
