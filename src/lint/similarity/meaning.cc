#include "lint/similarity/meaning.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wxnotice::lint {
namespace {

// Whether the rest is still a title: 课程预约 is not the same as 预约.
constexpr size_t kLeastLeft = 2;

uint64_t Mix(WordId word) {
  const uint64_t mixed = (word + 1) * 0x9E3779B97F4A7C15ull;
  return (mixed ^ (mixed >> 32)) * 0xBF58476D1CE4E5B9ull;
}

bool IsUnknown(WordId word) {
  return (word & kUnknownWord) != 0;
}
bool IsFixed(WordId word) {
  return (word & kFixedWord) != 0;
}

// The score if no other applies: common characters, capped below the threshold of similar.
double ScoreOfCharacters(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return 0;
  std::array<size_t, 64> few{};  // a title is short
  std::vector<size_t> many(b.size() < few.size() ? 0 : b.size() + 1, 0);
  size_t* const row = many.empty() ? few.data() : many.data();
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

bool AspectsAgree(Aspect a, Aspect b) {
  if (a > b) std::swap(a, b);
  return a == b || (a == Aspect::kNone && b != Aspect::kSucceeded) ||
         (a == Aspect::kDone && b == Aspect::kSucceeded);
}

bool Contains(std::span<const WordId> whole, std::span<const WordId> part) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

// The unknown characters of `content`, if they form one word of two: sorted, they are at its end.
std::span<const WordId> UnknownPair(std::span<const WordId> content) {
  const auto first = std::find_if(content.begin(), content.end(), IsUnknown);
  const auto rest = content.subspan(static_cast<size_t>(first - content.begin()));
  return rest.size() == 2 && std::none_of(rest.begin(), rest.end(), IsFixed)
             ? rest
             : std::span<const WordId>();
}

}  // namespace

uint64_t Meaning::ContentHash() const {
  uint64_t hash = 0;
  for (const WordId word : content) hash += Mix(word);
  return hash;
}

Omissions::Omissions(const Meaning& meaning) {
  const std::span<const WordId> content = meaning.content;
  if (content.size() <= kLeastLeft || content.size() > kMostWords) return;
  const uint64_t whole = meaning.ContentHash();
  for (size_t i = 0; i < content.size(); ++i) {
    if (!IsFixed(content[i])) all_[size_++] = {whole - Mix(content[i]), content.subspan(i, 1)};
  }
  const std::span<const WordId> pair = UnknownPair(content);
  if (!pair.empty() && content.size() >= kLeastLeft + 2)
    all_[size_++] = {whole - Mix(pair[0]) - Mix(pair[1]), pair};
}

bool HasOneMoreWord(const Meaning& whole, const Meaning& part) {
  const size_t more = whole.content.size() - part.content.size();
  if (part.content.size() < kLeastLeft || whole.content.size() > kMostWords ||
      whole.content.size() <= part.content.size() || more > 2 ||
      !Contains(whole.content, part.content) || !Contains(whole.generic, part.generic))
    return false;
  if (more == 2) {
    const auto pair = UnknownPair(whole.content);
    return !pair.empty() && std::none_of(part.content.begin(), part.content.end(), IsUnknown);
  }
  const auto [one, end] = std::mismatch(whole.content.begin(), whole.content.end() - 1,
                                        part.content.begin(), part.content.end());
  return !IsFixed(*one);
}

Verdict VerdictOf(const Meaning& a, const Meaning& b) {
  if (!AspectsAgree(a.aspect, b.aspect)) return Verdict::kDistinct;
  if (!a.same_key.empty() && a.same_key == b.same_key) return Verdict::kSame;
  const bool equal = !a.content.empty() && std::ranges::equal(a.content, b.content) &&
                     (Contains(a.generic, b.generic) || Contains(b.generic, a.generic));
  return equal || HasOneMoreWord(a, b) || HasOneMoreWord(b, a) ? Verdict::kSimilar
                                                               : Verdict::kDistinct;
}

Similarity CompareMeanings(const Meaning& a, const Meaning& b) {
  const Verdict verdict = VerdictOf(a, b);
  if (verdict == Verdict::kSame) return {1.0, verdict};
  const double characters = ScoreOfCharacters(a.same_key, b.same_key);
  return {verdict == Verdict::kSimilar ? 0.75 + 0.24 * characters : 0.74 * characters, verdict};
}

}  // namespace wxnotice::lint
