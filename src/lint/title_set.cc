#include "lint/title_set.h"

#include <algorithm>
#include <functional>

namespace wxnotice::lint {
namespace {

constexpr size_t kMaxWords = 0xFFFF;

uint64_t HashOf(Family family, uint64_t rest) {
  return (rest ^ (static_cast<uint64_t>(family) + 1)) * 0x9E3779B97F4A7C15ull;
}
uint64_t HashOf(Family family, std::string_view title) {
  return HashOf(family, std::hash<std::string_view>()(title));
}
uint64_t HashOf(Family family, std::u32string_view key) {
  return HashOf(family, std::hash<std::u32string_view>()(key));
}

}  // namespace

bool TitleSet::Wanted(const Subject& subject) const {
  return subject.has_title && !subject.title.folded.packed.empty() &&
         subject.title.folded.packed.size() <= kMaxWords &&
         (rules_.duplicate != nullptr || rules_.similar != nullptr);
}

Meaning TitleSet::MeaningOf(const Entry& entry) const {
  const std::span<const WordId> classes(classes_);
  return {std::u32string_view(keys_).substr(entry.key_at, entry.key_size),
          classes.subspan(entry.classes_at, entry.content_size),
          classes.subspan(entry.classes_at + entry.content_size, entry.generic_size), entry.aspect};
}

TitleSet::Match TitleSet::FindSame(Family family, const Meaning& meaning) const {
  Match match;
  by_key_.Find(HashOf(family, meaning.same_key), [&](uint32_t index) {
    const Entry& entry = entries_[index];
    if (entry.family != family) return false;
    const Similarity similarity = CompareMeanings(meaning, MeaningOf(entry));
    if (similarity.verdict == Verdict::kSame) match = {&entry, similarity, false};
    return match.entry != nullptr;
  });
  return match;
}

// All that are alike share a content, or one is what the other leaves after an omission. Within a
// content the verdict hangs on generic words and aspect alone, so the first entry of each such
// group stands for it.
TitleSet::Match TitleSet::FindAlike(Family family, const Meaning& meaning) const {
  Match match;
  const auto look = [&](const HashIndex& index, uint64_t content_hash) {
    index.Find(HashOf(family, content_hash), [&](uint32_t number) {
      const Entry& entry = entries_[number];
      if (match.entry != nullptr && &entry >= match.entry) return true;
      if (entry.family != family) return false;
      const Similarity similarity = CompareMeanings(meaning, MeaningOf(entry));
      if (similarity.verdict == Verdict::kDistinct) return false;
      match = {&entry, similarity, false};
      return true;
    });
  };
  const uint64_t whole = meaning.ContentHash();
  look(by_content_, whole);
  look(by_omission_, whole);
  for (const Omission& omission : Omissions(meaning)) look(by_content_, omission.content_hash);
  return match;
}

TitleSet::Match TitleSet::Find(const Template& proposed, Family family,
                               const Meaning& meaning) const {
  Match match;
  by_title_.Find(HashOf(family, proposed.title->value), [&](uint32_t index) {
    const Entry& entry = entries_[index];
    if (entry.family != family || entry.proposed->title->value != proposed.title->value)
      return false;
    match = {&entry, {1.0, Verdict::kSame}, true};
    return true;
  });
  if (match.entry == nullptr) match = FindSame(family, meaning);
  if (match.entry == nullptr) match = FindAlike(family, meaning);
  return match;
}

void TitleSet::Note(const Subject& subject, const std::string& path, const Meaning& meaning) {
  const auto index = static_cast<uint32_t>(entries_.size());
  const Family family = subject.family;
  by_title_.Add(HashOf(family, subject.proposed->title->value), index);
  const auto add_first = [&](HashIndex& to, uint64_t hash, const auto& is_of_group) {
    const auto of_group = [&](uint32_t other) {
      const Meaning known = MeaningOf(entries_[other]);
      return entries_[other].family == family && known.aspect == meaning.aspect &&
             is_of_group(known);
    };
    if (!to.Find(hash, of_group)) to.Add(hash, index);
  };
  const auto same_generic = [&](const Meaning& known) {
    return std::ranges::equal(known.generic, meaning.generic);
  };
  add_first(by_key_, HashOf(family, meaning.same_key),
            [&](const Meaning& known) { return known.same_key == meaning.same_key; });
  add_first(by_content_, HashOf(family, meaning.ContentHash()), [&](const Meaning& known) {
    return std::ranges::equal(known.content, meaning.content) && same_generic(known);
  });
  for (const Omission& omission : Omissions(meaning)) {
    std::vector<WordId> left;
    std::ranges::set_difference(meaning.content, omission.words, std::back_inserter(left));
    add_first(by_omission_, HashOf(family, omission.content_hash), [&](const Meaning& known) {
      return same_generic(known) &&
             SaysOneMore(known, {known.same_key, left, known.generic, known.aspect});
    });
  }
  entries_.push_back({subject.proposed, &path, static_cast<uint32_t>(keys_.size()),
                      static_cast<uint32_t>(classes_.size()),
                      static_cast<uint16_t>(meaning.same_key.size()),
                      static_cast<uint16_t>(meaning.content.size()),
                      static_cast<uint16_t>(meaning.generic.size()), meaning.aspect, family});
  keys_ += meaning.same_key;
  classes_.insert(classes_.end(), meaning.content.begin(), meaning.content.end());
  classes_.insert(classes_.end(), meaning.generic.begin(), meaning.generic.end());
}

void TitleSet::Add(const Subject& subject, const std::string& path) {
  if (!Wanted(subject)) return;
  lexicon_.Canonicalise(subject.title.folded, Scope::kTitle, buffer_);
  Note(subject, path, buffer_.View());
}

void TitleSet::Compare(const Subject& subject, const std::string& path, Sink& sink) {
  if (!Wanted(subject)) return;
  lexicon_.Canonicalise(subject.title.folded, Scope::kTitle, buffer_);
  const Meaning meaning = buffer_.View();
  const Match match = Find(*subject.proposed, subject.family, meaning);
  if (match.entry != nullptr) Report(subject, match, sink);
  // One that is written just as another brings nothing to be found by.
  if (!match.equal) Note(subject, path, meaning);
}

void TitleSet::Report(const Subject& subject, const Match& match, Sink& sink) const {
  const Rule* rule = match.equal ? rules_.duplicate : rules_.similar;
  if (rule == nullptr) return;
  const Text& other = *match.entry->proposed->title;
  const bool same = match.similarity.verdict == Verdict::kSame;
  Hit hit = HitOnAll(*rule,
                     rule->Get(match.equal ? "input"
                               : same      ? "same"
                                           : "similar"),
                     subject.title);
  hit.related.push_back({other.value, match.entry->proposed->id, match.similarity.score, {}});
  hit.args = {{"other", other.value},
              {"where", *match.entry->path + ":" + std::to_string(other.begin.line)}};
  sink.Add(std::move(hit));
}

}  // namespace wxnotice::lint
