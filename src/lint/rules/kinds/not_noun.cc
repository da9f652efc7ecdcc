// A keyword must be a noun phrase; checks its beginning and its end. Source:
// docs/fidelity.md#keyword-nouns.
#include "lint/rules/kinds/kinds.h"

namespace wxnotice::lint::kinds {
namespace {

class NotNounCheck final : public Check {
 public:
  NotNounCheck(const Rule& rule, const Tables& tables) : rule_(rule), phrase_(rule.Get("phrase")) {
    const auto load = [&](const char* key, std::vector<std::u32string>& into) {
      for (const Text& word : Words(rule.params, key))
        into.push_back(text::Pack(tables.characters, word.value));
    };
    load("begins", begins_);
    load("requests", requests_);
    load("ends", ends_);
    load("whole", whole_);
    load("nouns", nouns_);
    load("except", except_);
  }

  void Run(const Subject& subject, Sink& sink) const override {
    ForEachField(rule_, subject, [&](const Field& field) {
      if (IsPhrase(field.folded.packed)) sink.Add(HitOnAll(rule_, phrase_, field));
    });
  }

 private:
  bool IsPhrase(std::u32string_view packed) const {
    if (packed.empty()) return false;
    for (const std::u32string& word : except_) {
      if (packed.ends_with(word)) return false;
    }
    for (const std::u32string& word : whole_) {
      if (packed == word) return true;
    }
    for (const std::u32string& word : ends_) {
      if (packed.ends_with(word)) return true;
    }
    for (const std::u32string& word : requests_) {
      if (packed.starts_with(word)) return true;
    }
    for (const std::u32string& word : begins_) {
      if (packed.starts_with(word) && !EndsInNoun(packed)) return true;
    }
    return false;
  }

  // 已拼人数, 请假时间: noun phrases, unlike a request (请尽快缴费).
  bool EndsInNoun(std::u32string_view packed) const {
    for (const std::u32string& noun : nouns_) {
      if (packed.ends_with(noun)) return true;
    }
    return false;
  }

  const Rule& rule_;
  const Outcome& phrase_;
  std::vector<std::u32string> begins_;
  std::vector<std::u32string> requests_;
  std::vector<std::u32string> ends_;
  std::vector<std::u32string> whole_;
  std::vector<std::u32string> nouns_;
  std::vector<std::u32string> except_;
};

}  // namespace

CheckResult MakeNotNoun(const Rule& rule, const Tables& tables) {
  return std::unique_ptr<Check>(std::make_unique<NotNounCheck>(rule, tables));
}

}  // namespace wxnotice::lint::kinds
