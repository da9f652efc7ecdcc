#include "lint/similarity/lexicon.h"

#include <algorithm>

#include "text/segment.h"

namespace wxnotice::lint {
namespace {

// Flags of a class.
constexpr uint8_t kIsFixed = 1;
constexpr uint8_t kIsState = 2;  // an act or outcome that needs a subject

// A keyword is short, so each of its words counts.
void FixAll(Canonical& keyword) {
  for (WordId& word : keyword.content) word |= kFixedWord;
}

}  // namespace

const Lexicon::Word* Lexicon::Known(std::u32string_view packed, unsigned scopes) const {
  int32_t value = text::Dictionary::kNone;
  if ((scopes & kInTitles) != 0) value = titles_.Find(packed);
  if (value == text::Dictionary::kNone && (scopes & kInKeywords) != 0)
    value = keywords_.Find(packed);
  return value == text::Dictionary::kNone ? nullptr : &words_[static_cast<size_t>(value)];
}

WordId Lexicon::ClassOf(const std::u32string& packed) {
  if (const Word* known = Known(packed, kInBoth)) return static_cast<WordId>(known->word_class);
  words_.push_back({kContent, classes_});
  titles_.Add(packed, static_cast<int32_t>(words_.size() - 1));
  keywords_.Add(packed, static_cast<int32_t>(words_.size() - 1));
  return static_cast<WordId>(classes_++);
}

// If 合同续签 is a synonym of 续签, then 续签 implies 合同, and 续签合同 is a synonym too.
void Lexicon::ImplyByPhrases() {
  for (const Group& group : groups_) {
    if (!group.is_content || (group.scopes & kInTitles) == 0) continue;
    for (const std::u32string& phrase : group.words) {
      for (const std::u32string& word : group.words) {
        if (word.size() < 2 || phrase.size() < word.size() + 2) continue;
        std::u32string rest;
        if (phrase.starts_with(word)) rest = phrase.substr(word.size());
        if (phrase.ends_with(word)) rest = phrase.substr(0, phrase.size() - word.size());
        const Word* known = rest.empty() ? nullptr : Known(rest, kInTitles);
        if (known != nullptr && known->kind < kFunction) implied_words_.push_back({word, rest});
      }
    }
  }
}

// 楼栋号码 in addition to 楼栋号.
void Lexicon::AddTails(const Group& group) {
  if ((group.scopes & kInKeywords) == 0) return;
  for (const std::u32string& word : group.words) {
    const int32_t value = keywords_.Find(word);
    for (const std::vector<std::u32string>& tails : tails_) {
      if (!word.ends_with(tails.front()) || word.size() == tails.front().size()) continue;
      const std::u32string stem = word.substr(0, word.size() - tails.front().size());
      for (size_t i = 1; i < tails.size(); ++i) keywords_.Add(stem + tails[i], value);
    }
  }
}

// 材料提交 in addition to 提交材料.
void Lexicon::AddTurned(const std::u32string& phrase, text::Dictionary& words) {
  const std::u32string_view whole(phrase);
  const int32_t value = whole.size() < 4 ? text::Dictionary::kNone : words.Find(whole);
  if (value == text::Dictionary::kNone) return;
  for (size_t cut = 2; cut + 2 <= whole.size(); ++cut) {
    if (!words.Contains(whole.substr(0, cut)) || !words.Contains(whole.substr(cut))) continue;
    std::u32string turned(whole.substr(cut));
    words.Add(turned.append(whole.substr(0, cut)), value);
  }
}

void Lexicon::FinishImplied() {
  ImplyByPhrases();
  std::vector<std::vector<WordId>> groups;
  for (const std::vector<std::u32string>& words : implied_words_) {
    std::vector<WordId>& classes = groups.emplace_back();
    for (const std::u32string& word : words) {
      if (!word.empty()) classes.push_back(ClassOf(word));
    }
  }
  implied_.resize(static_cast<size_t>(classes_));
  for (const std::vector<WordId>& classes : groups) {
    for (size_t i = 1; i < classes.size(); ++i) {
      if (classes[i] != classes[0]) implied_[classes[0]].push_back(classes[i]);
    }
  }
}

// The words that `word` consists of; none if fewer than two. `word` itself is not a part.
std::vector<Lexicon::Word> Lexicon::PartsOf(std::u32string_view word, int32_t word_class,
                                            const text::Dictionary& dictionary) const {
  std::vector<Word> parts;
  for (size_t at = 0; at < word.size();) {
    const auto hit = dictionary.LongestAt(at == 0 ? word.substr(0, word.size() - 1) : word, at);
    if (!hit) return {};
    parts.push_back(words_[static_cast<size_t>(hit.value)]);
    at += hit.size;
  }
  const bool meaningful = std::all_of(parts.begin(), parts.end(), [&](const Word& part) {
    return part.kind != kFunction && part.word_class != word_class;
  });
  return parts.size() < 2 || !meaningful ? std::vector<Word>() : parts;
}

// Expands parts of parts completely. A word that contains itself stays as it is.
void Lexicon::SpellOut() {
  constexpr int kDepth = 3;
  for (int depth = 0; depth < kDepth; ++depth) {
    for (std::vector<Word>& parts : parts_) {
      std::vector<Word> spelt;
      for (const Word& part : parts) {
        const std::vector<Word>& inner = parts_[static_cast<size_t>(part.word_class)];
        if (inner.empty() || &inner == &parts)
          spelt.push_back(part);
        else
          spelt.insert(spelt.end(), inner.begin(), inner.end());
      }
      if (spelt.size() <= 8) parts = std::move(spelt);
    }
  }
}

void Lexicon::FinishTraits() {
  for (const std::u32string& word : state_words_) ClassOf(word);
  traits_.resize(static_cast<size_t>(classes_));
  for (const int32_t word_class : fixed_) traits_[static_cast<size_t>(word_class)] |= kIsFixed;
  for (const std::u32string& word : state_words_) traits_[ClassOf(word)] |= kIsFixed | kIsState;
}

void Lexicon::Finish() {
  FinishTraits();
  FinishImplied();
  traits_.resize(static_cast<size_t>(classes_));
  parts_.resize(static_cast<size_t>(classes_));
  for (const Group& group : groups_) {
    const Scope scope = (group.scopes & kInTitles) != 0 ? Scope::kTitle : Scope::kKeyword;
    std::vector<Word>& parts = parts_[static_cast<size_t>(group.word_class)];
    if (parts.empty()) parts = PartsOf(group.words.front(), group.word_class, DictionaryOf(scope));
  }
  SpellOut();
  for (const Group& group : groups_) {
    AddTails(group);
    for (const std::u32string& phrase : group.words) {
      AddTurned(phrase, titles_);
      AddTurned(phrase, keywords_);
    }
  }
  groups_.clear();
}

std::vector<WordSpan> Lexicon::WordsIn(std::u32string_view packed) const {
  std::vector<WordSpan> words;
  text::ForEachSegment(titles_, packed, [&](size_t at, const text::Dictionary::Hit& hit) {
    if (hit) words.push_back({at, at + hit.size});
  });
  return words;
}

bool ReachesInto(const std::vector<WordSpan>& words, size_t begin, size_t end) {
  // Words do not overlap: only the last word that starts before `begin` can.
  const auto after = std::partition_point(
      words.begin(), words.end(), [begin](const WordSpan& word) { return word.begin < begin; });
  if (after == words.begin()) return false;
  const WordSpan& word = *std::prev(after);
  return begin < word.end && word.end < end;
}

size_t Lexicon::WithoutEnding(std::u32string_view packed) const {
  return packed.size() - endings_.LongestBefore(packed).size;
}

// 到期提醒通知 has two endings. A title that is only an ending keeps it.
std::u32string_view Lexicon::WithoutEndings(std::u32string_view packed) const {
  for (size_t cut = WithoutEnding(packed); cut > 0 && cut < packed.size();
       cut = WithoutEnding(packed)) {
    packed = packed.substr(0, cut);
  }
  return packed;
}

// A word as its class, or as the parts of its class.
void Lexicon::AppendWord(const Word& word, Canonical& out) const {
  const auto put = [&](const Word& one) {
    const auto word_class = static_cast<WordId>(one.word_class);
    if (one.kind > kFunction)
      out.aspect = std::max(out.aspect, AspectOf(one));
    else if (one.kind == kVague)
      out.generic.push_back(word_class | kVagueWord);
    else if (one.kind == kGeneric)
      out.generic.push_back(word_class);
    else
      out.content.push_back(word_class | ((traits_[word_class] & kIsFixed) != 0 ? kFixedWord : 0));
  };
  const std::vector<Word>& parts = parts_[static_cast<size_t>(word.word_class)];
  if (parts.empty()) return put(word);
  for (const Word& part : parts) put(part);
}

// Drops vague words next to a subject. If a name has only generic words, keeps them.
void Lexicon::Normalize(Canonical& out) const {
  const auto is_subject = [&](WordId word) {
    return (word & kUnknownWord) != 0 || (traits_[word & kClassMask] & kIsState) == 0;
  };
  const auto is_vague = [](WordId word) { return (word & kVagueWord) != 0; };
  if (std::any_of(out.content.begin(), out.content.end(), is_subject))
    std::erase_if(out.generic, is_vague);
  if (out.content.empty()) out.content.swap(out.generic);
}

// 保单续保 means the same as 续保.
void Lexicon::DropImplied(Canonical& out) const {
  std::vector<WordId> words = out.content;
  words.insert(words.end(), out.generic.begin(), out.generic.end());
  std::vector<WordId> implied;
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const WordId word : words) {
    if ((word & kUnknownWord) != 0) continue;
    const std::vector<WordId>& by_word = implied_[word & kClassMask];
    implied.insert(implied.end(), by_word.begin(), by_word.end());
  }
  if (implied.empty()) return;
  std::sort(implied.begin(), implied.end());
  const auto is_implied = [&](WordId id) {
    return std::binary_search(implied.begin(), implied.end(), id & kClassMask);
  };
  std::erase_if(out.content, [&](WordId id) { return (id & kUnknownWord) == 0 && is_implied(id); });
  std::erase_if(out.generic, is_implied);
}

// 第二针 means 第2针.
char32_t Lexicon::Digit(char32_t character) const {
  const size_t digit = numerals_.find(character);
  return digit == std::u32string::npos ? character : U'0' + static_cast<char32_t>(digit);
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
  out.aspect = Aspect::kNone;
  std::u32string_view packed = folded.packed;
  if (scope == Scope::kTitle) packed = WithoutEndings(packed);
  const text::Dictionary& dictionary = DictionaryOf(scope);
  size_t unknown_begin = 0;
  const auto flush = [&](size_t end) {
    if (end > unknown_begin) {
      const auto run = packed.substr(unknown_begin, end - unknown_begin);
      for (const char32_t character : run)
        out.content.push_back(kUnknownWord | static_cast<WordId>(Digit(character)));
      out.same_key += run;
    }
  };
  text::ForEachSegment(dictionary, packed, [&](size_t at, const text::Dictionary::Hit& hit) {
    if (!hit) return;
    flush(at);
    const Word& word = words_[static_cast<size_t>(hit.value)];
    const auto written = packed.substr(at, hit.size);
    unknown_begin = at + hit.size;
    if (word.kind == kFunction) return;
    if (word.kind > kFunction) {
      out.aspect = std::max(out.aspect, AspectOf(word));
      if (word.kind == kSucceeded) out.same_key += written;
      return;
    }
    if (word.word_class == name_class_ && implies_name_.LongestBefore(out.same_key)) return;
    out.same_key += written;
    AppendWord(word, out);
  });
  flush(packed.size());
  DropImplied(out);
  Normalize(out);
  if (scope == Scope::kKeyword) FixAll(out);
  for (std::vector<WordId>* words : {&out.content, &out.generic}) {
    std::sort(words->begin(), words->end());
    words->erase(std::unique(words->begin(), words->end()), words->end());
  }
}

}  // namespace wxnotice::lint
