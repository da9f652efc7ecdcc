#include "lint/rules/term_matcher.h"

namespace wxnotice::lint {
namespace {

bool IsLetter(char32_t c) {
  return c >= U'a' && c <= U'z';
}
bool IsAlphanumeric(char32_t c) {
  return IsLetter(c) || (c >= U'0' && c <= U'9');
}

}  // namespace

bool TermMatcher::AddTerm(std::u32string_view packed, int32_t value) {
  if (packed.empty()) return false;
  terms_.Add(packed, value);
  begins_.Add(packed.front());
  // A variant of the first character may also start the term.
  for (const auto& [seen, meant] : sounds_like_) {
    if (meant.find(packed.front()) != std::u32string::npos) begins_.Add(seen);
  }
  for (const Spelling& spelling : spelled_) {
    if (spelling.meant.find(packed.front()) != std::u32string::npos) begins_.Add(spelling.first);
  }
  return true;
}

void TermMatcher::AddException(std::u32string_view packed) {
  if (!packed.empty()) exceptions_.Add(packed, 0);
}

void TermMatcher::AddVariant(char32_t character, std::u32string_view with) {
  if (with.empty()) return;
  if (with.size() == 1 && !IsLetter(with.front())) {
    sounds_like_[with.front()].push_back(character);
    alike_.Add(with.front());
    return;
  }
  const int32_t known = spellings_.Find(with);
  if (known != text::Dictionary::kNone) {
    spelled_[static_cast<size_t>(known)].meant.push_back(character);
    return;
  }
  spellings_.Add(with, static_cast<int32_t>(spelled_.size()));
  spelled_.push_back({with.front(), std::u32string(1, character)});
}

void TermMatcher::Follow(Walk& walk, uint32_t node, char32_t meant, size_t at, int same,
                         int other) const {
  const uint32_t next = terms_.Step(node, meant);
  if (next == text::Dictionary::kRoot) return;
  Step(walk, next, at, same, other);
}

// `at` is the next position; `same` and `other` count plain and substituted characters.
void TermMatcher::Step(Walk& walk, uint32_t node, size_t at, int same, int other) const {
  if (--walk.steps_left < 0) return;
  const int32_t value =
      node == text::Dictionary::kRoot ? text::Dictionary::kNone : terms_.ValueAt(node);
  // If all characters are substituted, it is another word. If all are pinyin (same < 0 never
  // happens), it is the term.
  if (value != text::Dictionary::kNone && same >= other &&
      at - walk.begin > walk.best.end - walk.best.begin) {
    walk.best = {walk.begin, at, value, other > 0};
  }
  if (at >= walk.text.size()) return;
  const char32_t c = walk.text[at];
  Follow(walk, node, c, at + 1, same + 1, other);
  if (alike_.MayHave(c)) {
    const auto found = sounds_like_.find(c);
    for (const char32_t meant : found != sounds_like_.end() ? found->second : std::u32string())
      Follow(walk, node, meant, at + 1, same, other + 1);
  }
  spellings_.ForEachAt(walk.text, at, [&](const text::Dictionary::Hit& hit) {
    // Pinyin and split characters are deliberate, so they count as plain for the rule that half of
    // the characters must be plain. A single initial does not.
    const bool is_initial = hit.size == 1;
    for (const char32_t meant : spelled_[static_cast<size_t>(hit.value)].meant)
      Follow(walk, node, meant, at + hit.size, same + !is_initial, other + is_initial);
  });
}

void TermMatcher::Find(std::u32string_view packed, std::vector<TermHit>& out) const {
  out.clear();
  size_t harmless_end = 0;
  size_t harmless_begin = 0;
  for (size_t at = 0; at < packed.size(); ++at) {
    if (const auto harmless = exceptions_.LongestAt(packed, at);
        harmless && at + harmless.size > harmless_end) {
      harmless_begin = at;
      harmless_end = at + harmless.size;
    }
    if (!begins_.MayHave(packed[at]) || (!out.empty() && at < out.back().end)) continue;
    Walk walk{packed, at, {}};
    Step(walk, text::Dictionary::kRoot, at, 0, 0);
    const TermHit& hit = walk.best;
    if (hit.end == 0) continue;
    // A Latin term must be a whole word: "sale" does not match "salesman".
    const bool cuts_word =
        (IsAlphanumeric(packed[at]) && at > 0 && IsLetter(packed[at]) &&
         IsLetter(packed[at - 1])) ||
        (hit.end < packed.size() && IsLetter(packed[hit.end - 1]) && IsLetter(packed[hit.end]));
    const bool covered = harmless_begin <= hit.begin && hit.end <= harmless_end &&
                         hit.end - hit.begin < harmless_end - harmless_begin;
    if (!cuts_word && !covered) out.push_back(hit);
  }
}

}  // namespace wxnotice::lint
