#include "lint/rules/rule.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "base/edit_distance.h"

namespace wxnotice::lint {

const Outcome& Rule::Get(std::string_view name) const {
  for (const Outcome& outcome : outcomes) {
    if (outcome.name == name) return outcome;
  }
  assert(false && "the loader checks that a rule has the outcomes of its kind");
  return outcomes.front();
}

bool Names(std::string_view word, const Rule& rule) {
  if (word == rule.id || (word == rule.clause && !word.empty()) || word == "all") return true;
  if (!word.empty() && word.back() == '-') word.remove_suffix(1);
  return rule.id.size() > word.size() && rule.id.compare(0, word.size(), word) == 0 &&
         rule.id[word.size()] == '-';
}

bool AnyNames(const std::vector<std::string>& words, const Rule& rule) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return Names(word, rule); });
}

std::string Fill(const std::string& pattern, const Args& args, Language language) {
  // Reserves the final size at once: for a million findings, spare capacity would be a tenth of the
  // memory.
  size_t size = pattern.size();
  for (const auto& [key, text] : args) size += text.size();
  std::string out;
  out.reserve(size);
  for (size_t at = 0; at < pattern.size();) {
    const size_t open = pattern.find('{', at);
    const size_t close = open == std::string::npos ? open : pattern.find('}', open);
    if (close == std::string::npos) return out.append(pattern, at, std::string::npos);
    out.append(pattern, at, open - at);
    const std::string name = pattern.substr(open + 1, close - open - 1);
    const std::string* value = nullptr;
    for (const auto& [key, text] : args) {
      if (key == name && value == nullptr) value = &text;
      if (language == Language::kEnglish && key == name + "_en") value = &text;
    }
    if (value != nullptr) out += *value;
    at = close + 1;
  }
  return out;
}

base::Error RuleError(const Rule& rule, const Node& at, const std::string& why) {
  return RuleError(rule, at.scalar, why);
}

base::Error RuleError(const Rule& rule, const Text& at, const std::string& why) {
  return {rule.path + ":" + std::to_string(at.begin.line) + ": rule \"" + rule.id + "\": " + why};
}

std::string UnknownKey(const std::string& key, const std::vector<std::string>& known) {
  const std::string near = base::Nearest(key, known);
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  return "unknown key \"" + key + "\"; " +
         (near.empty() ? "known: " + all : "did you mean \"" + near + "\"?");
}

std::optional<base::Error> UnknownKeyOf(const Rule& rule, const Node& map,
                                        const std::vector<std::string>& known) {
  for (const NodeField& field : map.fields) {
    const Text& key = field.first;
    if (std::find(known.begin(), known.end(), key.value) == known.end())
      return RuleError(rule, key, UnknownKey(key.value, known));
  }
  return std::nullopt;
}

std::optional<size_t> NumberOf(const Node& params, std::string_view key) {
  const std::string_view text = params.StringOf(key);
  size_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
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
