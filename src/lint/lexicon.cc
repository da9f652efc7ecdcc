#include "lint/lexicon.h"

#include <algorithm>

#include "base/edit_distance.h"
#include "lint/rule.h"

namespace wxnotice::lint {
namespace {

constexpr unsigned kTitles = 1;
constexpr unsigned kKeywords = 2;
// What no word covers counts by its characters, so that 房源匹配 and 匹配房源 are alike: where its
// words begin and end is not known.
constexpr uint64_t kUnknownWord = uint64_t{1} << 63;

// What has no score of its own: shared characters, capped below what counts as similar.
double ScoreOfCharacters(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return 0;
  std::vector<size_t> row(b.size() + 1, 0);
  for (const char32_t c : a) {
    size_t diagonal = 0;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = row[j + 1];
      row[j + 1] = c == b[j] ? diagonal + 1 : std::max(row[j], above);
      diagonal = above;
    }
  }
  return 2.0 * static_cast<double>(row[b.size()]) / static_cast<double>(a.size() + b.size());
}

std::u32string Reversed(std::u32string word) {
  std::reverse(word.begin(), word.end());
  return word;
}

}  // namespace

uint64_t Meaning::ContentHash() const {
  uint64_t hash = content.size();
  for (const uint64_t word : content) hash = (hash ^ word) * 0x9E3779B97F4A7C15ull + (hash >> 29);
  return hash;
}

base::Result<bool> Lexicon::AddWords(const Node& words, const std::string& path,
                                     const text::CharTable& characters, Kind kind,
                                     int32_t word_class, unsigned scopes) {
  for (const Text& word : WordsOf(words)) {
    const std::u32string packed = text::Pack(characters, word.value);
    if (packed.empty()) {
      return base::Error{path + ":" + std::to_string(word.begin.line) + ": \"" + word.value +
                         "\" folds to nothing"};
    }
    words_.push_back({kind, word_class});
    const auto value = static_cast<int32_t>(words_.size() - 1);
    if ((scopes & kTitles) != 0) titles_.Add(packed, value);
    if ((scopes & kKeywords) != 0) keywords_.Add(packed, value);
  }
  return true;
}

base::Result<bool> Lexicon::AddGroups(const Node& groups, const std::string& path,
                                      const text::CharTable& characters, Kind kind,
                                      unsigned scopes) {
  for (const Node& group : groups.items) {
    const std::vector<Text> words = WordsOf(group);
    if (words.empty()) continue;
    heads_.push_back({text::Pack(characters, words.front().value), classes_, scopes});
    auto added = AddWords(group, path, characters, kind, classes_++, scopes);
    if (!added) return added;
  }
  return true;
}

// The words that `word` is made of from end to end; none unless two at least. It is no part itself.
std::vector<Lexicon::Word> Lexicon::PartsOf(std::u32string_view word,
                                            const text::Dictionary& dictionary) const {
  std::vector<Word> parts;
  for (size_t at = 0; at < word.size();) {
    const auto hit = dictionary.LongestAt(at == 0 ? word.substr(0, word.size() - 1) : word, at);
    if (!hit) return {};
    parts.push_back(words_[static_cast<size_t>(hit.value)]);
    at += hit.size;
  }
  const bool meaningful = std::all_of(parts.begin(), parts.end(), [](const Word& part) {
    return part.kind == kContent || part.kind == kGeneric;
  });
  return parts.size() < 2 || !meaningful ? std::vector<Word>() : parts;
}

void Lexicon::Finish() {
  parts_.resize(static_cast<size_t>(classes_));
  for (const Head& head : heads_) {
    const Scope scope = (head.scopes & kTitles) != 0 ? Scope::kTitle : Scope::kKeyword;
    parts_[static_cast<size_t>(head.word_class)] = PartsOf(head.packed, DictionaryOf(scope));
  }
}

base::Result<bool> Lexicon::Add(const Node& node, const std::string& path,
                                const text::CharTable& characters) {
  static const std::vector<std::string> keys = {
      "endings",          "function", "future",       "past",     "generic_titles",
      "generic_keywords", "names",    "implies_name", "synonyms", "title_synonyms",
      "keyword_synonyms", "words"};
  for (const auto& [key, value] : node.fields) {
    const std::string& name = key.value;
    base::Result<bool> added = true;
    if (name == "function")
      added = AddWords(value, path, characters, kFunction, classes_++, kTitles | kKeywords);
    else if (name == "future")
      added = AddWords(value, path, characters, kFuture, classes_++, kTitles);
    else if (name == "past")
      added = AddWords(value, path, characters, kPast, classes_++, kTitles);
    else if (name == "endings" || name == "implies_name") {
      text::Dictionary& into = name == "endings" ? endings_ : implies_name_;
      for (const Text& word : WordsOf(value))
        into.Add(Reversed(text::Pack(characters, word.value)), 0);
    } else if (name == "names") {
      if (name_class_ < 0) name_class_ = classes_++;
      added = AddWords(value, path, characters, kGeneric, name_class_, kKeywords);
    } else if (name == "generic_keywords" || name == "words") {
      const unsigned scopes = name == "words" ? kTitles | kKeywords : kKeywords;
      for (const Text& word : WordsOf(value)) {
        Node one;
        one.scalar = word;
        added = AddWords(one, path, characters, name == "words" ? kContent : kGeneric, classes_++,
                         scopes);
      }
    } else if (name == "generic_titles") {
      added = AddGroups(value, path, characters, kGeneric, kTitles);
    } else if (name == "synonyms") {
      added = AddGroups(value, path, characters, kContent, kTitles | kKeywords);
    } else if (name == "title_synonyms" || name == "keyword_synonyms") {
      added = AddGroups(value, path, characters, kContent,
                        name == "title_synonyms" ? kTitles : kKeywords);
    } else {
      const std::string near = base::Nearest(name, keys);
      std::string error = path + ":" + std::to_string(key.begin.line) + ": unknown key \"";
      error += name;
      error += "\" in \"lexicon\"";
      if (!near.empty()) error.append("; did you mean \"").append(near).append("\"?");
      return base::Error{error};
    }
    if (!added) return added;
  }
  return true;
}

size_t Lexicon::WithoutEnding(std::u32string_view packed) const {
  return packed.size() - endings_.LongestBefore(packed).size;
}

// 到期提醒通知 has two endings; a title that is nothing else keeps its own.
std::u32string_view Lexicon::WithoutEndings(std::u32string_view packed) const {
  for (size_t cut = WithoutEnding(packed); cut > 0 && cut < packed.size();
       cut = WithoutEnding(packed)) {
    packed = packed.substr(0, cut);
  }
  return packed;
}

// A word by its class, or by what its class is made of.
void Lexicon::Take(const Word& word, Canonical& out) const {
  const auto put = [&](const Word& one) {
    (one.kind == kGeneric ? out.generic : out.content)
        .push_back(static_cast<uint64_t>(one.word_class));
  };
  const std::vector<Word>& parts = parts_[static_cast<size_t>(word.word_class)];
  if (parts.empty()) return put(word);
  for (const Word& part : parts) put(part);
}

Canonical Lexicon::Canonicalise(const text::Folded& folded, Scope scope) const {
  Canonical out;
  Canonicalise(folded, scope, out);
  return out;
}

void Lexicon::Canonicalise(const text::Folded& folded, Scope scope, Canonical& out) const {
  out.same_key.clear();
  out.content.clear();
  out.generic.clear();
  out.tense = 0;
  std::u32string_view packed = folded.packed;
  if (scope == Scope::kTitle) packed = WithoutEndings(packed);
  const text::Dictionary& dictionary = DictionaryOf(scope);
  size_t unknown_begin = 0;
  const auto flush = [&](size_t end) {
    if (end > unknown_begin) {
      const auto run = packed.substr(unknown_begin, end - unknown_begin);
      for (const char32_t character : run) out.content.push_back(kUnknownWord | character);
      out.same_key += run;
    }
  };
  for (size_t at = 0; at < packed.size();) {
    const auto hit = dictionary.LongestAt(packed, at);
    if (!hit) {
      ++at;
      continue;
    }
    flush(at);
    const Word& word = words_[static_cast<size_t>(hit.value)];
    const auto written = packed.substr(at, hit.size);
    at += hit.size;
    unknown_begin = at;
    if (word.kind == kFuture) out.tense = 1;
    if (word.kind == kPast) out.tense = 2;
    if (word.kind != kContent && word.kind != kGeneric) continue;
    if (word.word_class == name_class_ && implies_name_.LongestBefore(out.same_key)) continue;
    out.same_key += written;
    Take(word, out);
  }
  flush(packed.size());
  // A name of generic words alone means those.
  if (out.content.empty()) out.content.swap(out.generic);
  for (std::vector<uint64_t>* words : {&out.content, &out.generic}) {
    std::sort(words->begin(), words->end());
    words->erase(std::unique(words->begin(), words->end()), words->end());
  }
}

Similarity CompareMeanings(const Meaning& a, const Meaning& b) {
  const bool tenses_clash = a.tense != 0 && b.tense != 0 && a.tense != b.tense;
  if (!tenses_clash && !a.same_key.empty() && a.same_key == b.same_key)
    return {1.0, Verdict::kSame};
  const auto contains = [](std::span<const uint64_t> whole, std::span<const uint64_t> part) {
    return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
  };
  const bool alike =
      !tenses_clash && !a.content.empty() &&
      std::equal(a.content.begin(), a.content.end(), b.content.begin(), b.content.end()) &&
      (contains(a.generic, b.generic) || contains(b.generic, a.generic));
  const double characters = ScoreOfCharacters(a.same_key, b.same_key);
  if (alike) return {0.75 + 0.24 * characters, Verdict::kSimilar};
  return {0.74 * characters, Verdict::kDistinct};
}

}  // namespace wxnotice::lint
