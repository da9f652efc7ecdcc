#include "lint/similarity/title_set.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/parallel.h"
#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

constexpr size_t kMaxWords = 0xFFFF;

uint64_t HashOf(uint8_t family, uint64_t rest) {
  return (rest ^ (family + uint64_t{1})) * 0x9E3779B97F4A7C15ull;
}
uint64_t HashOf(uint8_t family, std::string_view title) {
  return HashOf(family, std::hash<std::string_view>()(title));
}
uint64_t HashOf(uint8_t family, std::u32string_view key) {
  return HashOf(family, std::hash<std::u32string_view>()(key));
}

// Adds `rank` under `hash`, unless an earlier equal title is there.
template <typename StandsFor>
void AddFirst(uint32_t rank, uint64_t hash, HashIndex& to, StandsFor stands_for) {
  if (!to.Find(hash, stands_for)) to.Add(hash, rank);
}

}  // namespace

void TitleSet::Add(size_t block, const Subject& subject, const Document& document) {
  const Meaning meaning = subject.meaning.View();
  if (!subject.has_title || !rules_.Any() || subject.title.folded.packed.empty() ||
      subject.title.folded.packed.size() > kMaxWords)
    return;
  Block& to = blocks_[block];
  to.keys += meaning.same_key;
  to.words.insert(to.words.end(), meaning.content.begin(), meaning.content.end());
  to.words.insert(to.words.end(), meaning.generic.begin(), meaning.generic.end());
  to.noted.push_back({subject.proposed, &document, nullptr, nullptr,
                      static_cast<uint16_t>(meaning.same_key.size()),
                      static_cast<uint16_t>(meaning.content.size()),
                      static_cast<uint16_t>(meaning.generic.size()), meaning.aspect,
                      static_cast<uint8_t>(subject.family)});
}

void TitleSet::RankBlock(Block& block, bool approved) {
  const char32_t* key = block.keys.data();
  const WordId* words = block.words.data();
  for (Entry& entry : block.noted) {
    entry.key = key;
    entry.words = words;
    key += entry.key_size;
    words += entry.content_size + entry.generic_size;
    if (entry.IsApproved() == approved) entries_.push_back(entry);
  }
}

// A proposed title that duplicates an approved one must change, regardless of their order.
void TitleSet::Rank() {
  size_t count = 0;
  for (const Block& block : blocks_) count += block.noted.size();
  entries_.reserve(count);
  for (Block& block : blocks_) RankBlock(block, true);
  for (Block& block : blocks_) {
    block.first_rank = static_cast<uint32_t>(entries_.size());
    RankBlock(block, false);
    block.end_rank = static_cast<uint32_t>(entries_.size());
    block.noted = {};
  }
}

void TitleSet::Index(size_t threads) {
  Rank();
  // Longest first.
  const std::array steps = {&TitleSet::IndexOmissions, &TitleSet::IndexContents,
                            &TitleSet::IndexKeys, &TitleSet::IndexTitles};
  base::ForEachInParallel(steps.size(), threads, [&](size_t i) { (this->*steps[i])(); });
}

void TitleSet::IndexTitles() {
  for (uint32_t rank = 0; rank < entries_.size(); ++rank) {
    const Entry& entry = entries_[rank];
    const std::string& title = entry.proposed->title->value;
    AddFirst(rank, HashOf(entry.family, title), by_title_, [&](uint32_t other) {
      return entries_[other].family == entry.family &&
             entries_[other].proposed->title->value == title;
    });
  }
}

void TitleSet::IndexKeys() {
  for (uint32_t rank = 0; rank < entries_.size(); ++rank) {
    const Entry& entry = entries_[rank];
    const Meaning meaning = entry.View();
    AddFirst(rank, HashOf(entry.family, meaning.same_key), by_key_, [&](uint32_t other) {
      const Meaning known = entries_[other].View();
      return entries_[other].family == entry.family && known.aspect == meaning.aspect &&
             known.same_key == meaning.same_key;
    });
  }
}

// Within one content, the verdict depends only on generic words and aspect, so the first title of
// each such group represents it.
void TitleSet::IndexContents() {
  for (uint32_t rank = 0; rank < entries_.size(); ++rank) {
    const Entry& entry = entries_[rank];
    const Meaning meaning = entry.View();
    AddFirst(rank, HashOf(entry.family, meaning.ContentHash()), by_content_, [&](uint32_t other) {
      const Meaning known = entries_[other].View();
      return entries_[other].family == entry.family && known.aspect == meaning.aspect &&
             std::ranges::equal(known.content, meaning.content) &&
             std::ranges::equal(known.generic, meaning.generic);
    });
  }
}

void TitleSet::IndexOmissions() {
  for (uint32_t rank = 0; rank < entries_.size(); ++rank) {
    const Entry& entry = entries_[rank];
    const Meaning meaning = entry.View();
    for (const Omission& omission : Omissions(meaning)) {
      std::array<WordId, kMostWords> left;
      const auto end =
          std::ranges::set_difference(meaning.content, omission.words, left.begin()).out;
      const std::span<const WordId> rest(left.begin(), end);
      AddFirst(rank, HashOf(entry.family, omission.content_hash), by_omission_,
               [&](uint32_t other) {
                 const Meaning known = entries_[other].View();
                 return entries_[other].family == entry.family && known.aspect == meaning.aspect &&
                        std::ranges::equal(known.generic, meaning.generic) &&
                        HasOneMoreWord(known, {{}, rest, known.generic, known.aspect});
               });
    }
  }
}

// Similar titles have the same content, or one content is the other after an omission.
const TitleSet::Entry* TitleSet::FindAlike(uint32_t rank) const {
  const Entry& entry = entries_[rank];
  const Meaning meaning = entry.View();
  uint32_t first = rank;
  const auto look = [&](const HashIndex& index, uint64_t content_hash) {
    index.Find(HashOf(entry.family, content_hash), [&](uint32_t other) {
      if (other >= first) return true;
      if (entries_[other].family != entry.family ||
          VerdictOf(meaning, entries_[other].View()) == Verdict::kDistinct)
        return false;
      first = other;
      return true;
    });
  };
  const uint64_t whole = meaning.ContentHash();
  look(by_content_, whole);
  look(by_omission_, whole);
  for (const Omission& omission : Omissions(meaning)) look(by_content_, omission.content_hash);
  return first == rank ? nullptr : &entries_[first];
}

TitleSet::Match TitleSet::Find(uint32_t rank) const {
  const Entry& entry = entries_[rank];
  const std::string& title = entry.proposed->title->value;
  const Entry* found = nullptr;
  // The first with that hash for which `is_it` holds, if it comes before the title.
  const auto look = [&](const HashIndex& index, uint64_t hash, auto is_it) {
    index.Find(hash, [&](uint32_t other) {
      if (other >= rank) return true;
      if (entries_[other].family != entry.family || !is_it(entries_[other])) return false;
      found = &entries_[other];
      return true;
    });
    return found != nullptr;
  };
  if (look(by_title_, HashOf(entry.family, title),
           [&](const Entry& other) { return other.proposed->title->value == title; }))
    return {found, true};
  const Meaning meaning = entry.View();
  if (look(by_key_, HashOf(entry.family, meaning.same_key),
           [&](const Entry& other) { return VerdictOf(meaning, other.View()) == Verdict::kSame; }))
    return {found, false};
  return {FindAlike(rank), false};
}

Hit TitleSet::HitOf(uint32_t rank, const Match& match) const {
  const Entry& entry = entries_[rank];
  const Similarity similarity = match.equal ? Similarity{1.0, Verdict::kSame}
                                            : CompareMeanings(entry.View(), match.entry->View());
  const Text& other = *match.entry->proposed->title;
  Hit hit;
  hit.rule = RuleOf(match);
  hit.outcome = &hit.rule->Get(match.equal                            ? "input"
                               : similarity.verdict == Verdict::kSame ? "same"
                                                                      : "similar");
  hit.text = &*entry.proposed->title;
  hit.end = text::CountCodePoints(hit.text->value);
  hit.related.push_back({other.value, match.entry->proposed->id, similarity.score, {}});
  hit.args.reserve(3);  // the collector adds one
  hit.args.emplace_back("other", other.value);
  hit.args.emplace_back("where",
                        match.entry->document->path + ":" + std::to_string(other.begin.line));
  return hit;
}

}  // namespace wxnotice::lint
