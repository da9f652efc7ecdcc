// A title must name a concrete service (clause 1.5). Auditors asked for
// "服务主体、服务行为、服务状态": a title of empty words has none of them, a title with only a
// subject has no act, a title with a generic act has no state.
#include "lint/rules/kinds/kinds.h"
#include "lint/similarity/lexicon.h"
#include "lint/similarity/word_cover.h"

namespace wxnotice::lint::kinds {
namespace {

enum Category { kEmpty, kState, kSubject, kAnybody, kAct, kWeak };

class ScenarioCheck final : public Check {
 public:
  ScenarioCheck(const Rule& rule, const Tables& tables)
      : rule_(rule),
        lexicon_(tables.lexicon),
        bare_(rule.Get("bare")),
        no_act_(rule.Get("no_act")),
        no_state_(rule.Get("no_state")) {
    cover_.Add(Words(rule.params, "empty"), kEmpty, tables.characters);
    cover_.Add(Words(rule.params, "weak"), kWeak, tables.characters);
    cover_.Add(Words(rule.params, "states"), kState, tables.characters);
    cover_.Add(Words(rule.params, "subjects"), kSubject, tables.characters);
    cover_.Add(Words(rule.params, "anybody"), kAnybody, tables.characters);
    cover_.Add(Words(rule.params, "acts"), kAct, tables.characters);
    for (const Text& word : Words(rule.params, "vague_heads")) {
      std::u32string packed = text::Pack(tables.characters, word.value);
      vague_heads_.push_back(std::move(packed));
    }
  }

  void Run(const Subject& subject, Sink& sink) const override {
    if (!subject.has_title) return;
    const std::u32string& packed = subject.title.folded.packed;
    if (packed.empty()) return;
    std::u32string_view rest(packed);
    for (size_t cut = lexicon_.WithoutEnding(rest); cut < rest.size();
         cut = lexicon_.WithoutEnding(rest))
      rest = rest.substr(0, cut);
    const Outcome* outcome = Judge(rest);
    if (outcome == nullptr) return;
    Hit hit = HitOn(rule_, *outcome, subject.title, 0, rest.empty() ? packed.size() : rest.size());
    hit.args = {};
    sink.Add(std::move(hit));
  }

 private:
  const Outcome* Judge(std::u32string_view rest) const {
    if (rest.empty()) return &bare_;
    if (const auto counts = cover_.Cover(rest)) {
      const WordCover::Counts& of = *counts;
      const int named = of[kSubject] + of[kAnybody] + of[kAct];
      // 服务 has no meaning by itself, 服务完成 has one.
      if (named == 0 && (of[kWeak] == 0 || of[kState] == 0)) return &bare_;
      if (of[kState] > 0) return nullptr;
      if (of[kAct] == 0) return &no_act_;
      if (of[kSubject] == 0 && of[kAnybody] + of[kWeak] > 0) return &no_state_;
      return nullptr;
    }
    for (const std::u32string& head : vague_heads_) {
      if (rest.ends_with(head)) return &no_act_;
    }
    return nullptr;
  }

  const Rule& rule_;
  const Lexicon& lexicon_;
  const Outcome& bare_;
  const Outcome& no_act_;
  const Outcome& no_state_;
  WordCover cover_;
  std::vector<std::u32string> vague_heads_;
};

}  // namespace

CheckResult MakeScenario(const Rule& rule, const Tables& tables) {
  if (Words(rule.params, "empty").empty())
    return RuleError(rule, rule.params, "\"params\" needs \"empty\", words that say nothing");
  return std::unique_ptr<Check>(std::make_unique<ScenarioCheck>(rule, tables));
}

}  // namespace wxnotice::lint::kinds
