#include "lint/rule.h"

#include <cassert>

namespace wxnotice::lint {

const Outcome& Rule::Get(std::string_view name) const {
  for (const Outcome& outcome : outcomes) {
    if (outcome.name == name) return outcome;
  }
  assert(false && "the loader checks that a rule has the outcomes of its kind");
  return outcomes.front();
}

base::Error RuleError(const Rule& rule, const Node& at, const std::string& why) {
  return {rule.path + ":" + std::to_string(at.line()) + ": rule \"" + rule.id + "\": " + why};
}

std::vector<Text> WordsOf(const Node& list) {
  std::vector<Text> words;
  if (list.IsList()) {
    for (const Node& item : list.items) {
      for (Text& word : WordsOf(item)) words.push_back(std::move(word));
    }
    return words;
  }
  const std::string_view all = list.scalar.value;
  for (size_t begin = 0;
       (begin = all.find_first_not_of(" \n\t", begin)) != std::string_view::npos;) {
    const size_t end = std::min(all.find_first_of(" \n\t", begin), all.size());
    words.push_back({std::string(all.substr(begin, end - begin)), list.scalar.begin});
    begin = end;
  }
  return words;
}

std::vector<Text> Words(const Node& params, std::string_view key) {
  const Node* list = params.Find(key);
  return list != nullptr ? WordsOf(*list) : std::vector<Text>();
}

Hit HitOn(const Rule& rule, const Outcome& outcome, const Field& field, size_t begin, size_t end) {
  Hit hit;
  hit.rule = &rule;
  hit.outcome = &outcome;
  hit.text = field.text;
  hit.keyword = field.keyword;
  hit.begin = field.folded.OriginalBegin(begin);
  hit.end = field.folded.OriginalEnd(end);
  return hit;
}

Hit HitOnAll(const Rule& rule, const Outcome& outcome, const Field& field) {
  Hit hit;
  hit.rule = &rule;
  hit.outcome = &outcome;
  hit.text = field.text;
  hit.keyword = field.keyword;
  hit.end = field.folded.original.size();
  return hit;
}

}  // namespace wxnotice::lint
