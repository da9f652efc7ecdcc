// Reads the "lexicon" object of a rule file.
#include <algorithm>

#include "base/edit_distance.h"
#include "lint/rules/rule.h"
#include "lint/similarity/lexicon.h"

namespace wxnotice::lint {
namespace {

std::u32string Reversed(std::u32string word) {
  std::reverse(word.begin(), word.end());
  return word;
}

}  // namespace

base::Result<std::vector<std::u32string>> Lexicon::Pack(const Node& words,
                                                        const Source& source) const {
  std::vector<std::u32string> all;
  for (const Text& word : WordsOf(words)) {
    all.push_back(text::Pack(source.characters, word.value));
    if (!all.back().empty()) continue;
    return base::Error{source.path + ":" + std::to_string(word.begin.line) + ": \"" + word.value +
                       "\" folds to nothing"};
  }
  return all;
}

void Lexicon::AddPacked(const std::u32string& packed, const Word& as, unsigned scopes) {
  words_.push_back(as);
  const auto value = static_cast<int32_t>(words_.size() - 1);
  if ((scopes & kInTitles) != 0) titles_.Add(packed, value);
  if ((scopes & kInKeywords) != 0) keywords_.Add(packed, value);
}

base::Result<bool> Lexicon::AddWords(const Node& words, const Source& source, const Word& as,
                                     unsigned scopes) {
  const auto packed = Pack(words, source);
  if (!packed) return base::Error{packed.error()};
  for (const std::u32string& word : *packed) AddPacked(word, as, scopes);
  return true;
}

// A group joins the class of its first known word, so a second group can extend a class.
base::Result<bool> Lexicon::AddGroup(const Node& group, const Source& source, Kind kind,
                                     unsigned scopes) {
  auto words = Pack(group, source);
  if (!words) return base::Error{words.error()};
  if (words->empty()) return true;
  Word as = {kind, classes_};
  for (const std::u32string& word : *words) {
    const Word* known = Known(word, scopes);
    if (known == nullptr) continue;
    as = *known;
    break;
  }
  if (as.word_class == classes_) ++classes_;
  for (const std::u32string& word : *words) AddPacked(word, as, scopes);
  groups_.push_back({as.word_class, scopes, kind == kContent, std::move(*words)});
  return true;
}

base::Result<bool> Lexicon::AddGroups(const Node& groups, const Source& source, Kind kind,
                                      unsigned scopes) {
  for (const Node& group : groups.items) {
    if (auto added = AddGroup(group, source, kind, scopes); !added) return added;
  }
  for (const auto& [field, of_field] : groups.fields) {
    if (auto added = AddGroups(of_field, source, kind, scopes); !added) return added;
  }
  return true;
}

// Each word is its own class.
base::Result<bool> Lexicon::AddSingles(const Node& words, const Source& source, unsigned scopes) {
  for (const Text& word : WordsOf(words)) {
    Node one;
    one.scalar = word;
    fixed_.push_back(classes_);
    if (auto added = AddWords(one, source, {kContent, classes_++}, scopes); !added) return added;
  }
  return true;
}

base::Result<bool> Lexicon::AddImplied(const Node& groups, const Source& source) {
  for (const Node& group : groups.items) {
    std::vector<std::u32string>& words = implied_words_.emplace_back();
    for (const Text& word : WordsOf(group))
      words.push_back(text::Pack(source.characters, word.value));
  }
  return true;
}

base::Result<bool> Lexicon::Add(const Node& node, const std::string& path,
                                const text::CharTable& characters) {
  static const std::vector<std::string> keys = {
      "endings",  "function",       "future",           "past",  "succeeded",
      "generic",  "generic_titles", "generic_keywords", "names", "implies_name",
      "synonyms", "title_synonyms", "keyword_synonyms", "words", "implied",
      "vague",    "states",         "numerals",         "tails"};
  for (const auto& [key, value] : node.fields) {
    if (std::find(keys.begin(), keys.end(), key.value) == keys.end()) {
      const std::string near = base::Nearest(key.value, keys);
      std::string error = path + ":" + std::to_string(key.begin.line) + ": unknown key \"";
      error += key.value;
      error += "\" in \"lexicon\"";
      if (!near.empty()) error.append("; did you mean \"").append(near).append("\"?");
      return base::Error{error};
    }
    if (auto added = AddField(key.value, value, {path, characters}); !added) return added;
  }
  return true;
}

base::Result<bool> Lexicon::AddField(const std::string& name, const Node& value,
                                     const Source& source) {
  if (name == "function") return AddWords(value, source, {kFunction, classes_++}, kInBoth);
  if (name == "future") return AddWords(value, source, {kToCome, classes_++}, kInTitles);
  if (name == "past") return AddWords(value, source, {kDone, classes_++}, kInTitles);
  if (name == "succeeded") return AddWords(value, source, {kSucceeded, classes_++}, kInTitles);
  if (name == "generic") return AddGroups(value, source, kGeneric, kInBoth);
  if (name == "generic_titles") return AddGroups(value, source, kGeneric, kInTitles);
  if (name == "generic_keywords") return AddGroups(value, source, kGeneric, kInKeywords);
  if (name == "words") return AddSingles(value, source, kInBoth);
  if (name == "synonyms") return AddGroups(value, source, kContent, kInBoth);
  if (name == "title_synonyms") return AddGroups(value, source, kContent, kInTitles);
  if (name == "keyword_synonyms") return AddGroups(value, source, kContent, kInKeywords);
  if (name == "names") {
    if (name_class_ < 0) name_class_ = classes_++;
    return AddWords(value, source, {kGeneric, name_class_}, kInKeywords);
  }
  if (name == "vague") return AddGroups(value, source, kVague, kInTitles);
  if (name == "states") {
    for (const Text& word : WordsOf(value))
      state_words_.push_back(text::Pack(source.characters, word.value));
    return true;
  }
  if (name == "implied") return AddImplied(value, source);
  if (name == "tails") {
    for (const Node& group : value.items) {
      auto packed = Pack(group, source);
      if (!packed) return base::Error{packed.error()};
      if (packed->size() > 1) tails_.push_back(std::move(*packed));
    }
    return true;
  }
  if (name == "numerals") {
    numerals_ = text::Pack(source.characters, value.scalar.value);
    return true;
  }
  text::Dictionary& into = name == "endings" ? endings_ : implies_name_;
  for (const Text& word : WordsOf(value))
    into.Add(Reversed(text::Pack(source.characters, word.value)), 0);
  return true;
}

}  // namespace wxnotice::lint
