#include "lint/comparison.h"

#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

// Titles of one meaning that are compared in full; more of them are one cluster anyway.
constexpr int kMaxCandidates = 64;

std::vector<Canonical> MeaningsOf(const Subject& subject, const Lexicon& lexicon) {
  std::vector<Canonical> meanings;
  for (size_t i = 0; i < subject.keyword_count; ++i) {
    meanings.push_back(lexicon.Canonicalise(subject.names[i].folded, Scope::kKeyword));
  }
  return meanings;
}

void ReportLibrary(const Subject& subject, const Rule& rule, std::string_view outcome,
                   const LibraryRow& row, double score, const Lexicon& lexicon, Sink& sink) {
  Hit hit = HitOnAll(rule, rule.Get(outcome), subject.title);
  hit.related.push_back(Library::Recommend(row, MeaningsOf(subject, lexicon), score));
  hit.args = {{"other", row.title}, {"id", row.id}};
  if (rule.Get(outcome).name == "library_same") hit.fix = row.title;
  sink.Add(std::move(hit));
}

std::u32string KeyOf(Family family, std::u32string_view key) {
  std::u32string out(1, static_cast<char32_t>(family) + 1);
  out += key;
  return out;
}

std::string KeyOf(Family family, std::string_view title) {
  std::string out(1, static_cast<char>('0' + static_cast<int>(family)));
  out += title;
  return out;
}

}  // namespace

void CompareWithLibrary(const Subject& subject, const ComparisonRules& rules, const Tables& tables,
                        Sink& sink) {
  if (!subject.has_title || !subject.proposed->id.empty() || tables.library.rows().empty()) return;
  const Lexicon& lexicon = tables.lexicon;
  if (const LibraryRow* row = tables.library.FindTitle(subject.title.text->value, subject.family)) {
    if (rules.duplicate != nullptr)
      ReportLibrary(subject, *rules.duplicate, "library", *row, 1.0, lexicon, sink);
    return;
  }
  // A title without an ending is told so, with the library's title as the cure; that is one
  // finding, not two.
  if (lexicon.WithoutEnding(subject.title.folded.packed) == subject.title.folded.packed.size() ||
      rules.similar == nullptr)
    return;
  const Canonical meaning = lexicon.Canonicalise(subject.title.folded, Scope::kTitle);
  if (const LibraryRow* row = tables.library.FindSame(meaning, subject.family)) {
    return ReportLibrary(subject, *rules.similar, "library_same", *row, 1.0, lexicon, sink);
  }
  if (const LibraryRow* row = tables.library.FindSimilar(meaning, subject.family)) {
    ReportLibrary(subject, *rules.similar, "library_similar", *row,
                  CompareCanonical(meaning, row->canonical).score, lexicon, sink);
  }
}

void TitleSet::Note(const Template& proposed, const std::string& path, Family family,
                    Canonical meaning) {
  const size_t index = entries_.size();
  by_title_.emplace(KeyOf(family, proposed.title->value), index);
  if (by_same_key_.emplace(KeyOf(family, meaning.same_key), index).second)
    by_content_.emplace(meaning.ContentHash(), index);
  entries_.push_back({&proposed, &path, family, std::move(meaning)});
}

void TitleSet::Add(const Subject& subject, const std::string& path) {
  if (!subject.has_title || subject.title.folded.packed.empty()) return;
  Note(*subject.proposed, path, subject.family,
       lexicon_.Canonicalise(subject.title.folded, Scope::kTitle));
}

TitleSet::Match TitleSet::Find(const Template& proposed, Family family,
                               const Canonical& meaning) const {
  if (const auto equal = by_title_.find(KeyOf(family, proposed.title->value));
      equal != by_title_.end()) {
    return {&entries_[equal->second], Verdict::kSame, 1.0, true};
  }
  if (const auto same = by_same_key_.find(KeyOf(family, meaning.same_key));
      same != by_same_key_.end()) {
    const Entry& entry = entries_[same->second];
    if (CompareCanonical(meaning, entry.meaning).verdict == Verdict::kSame)
      return {&entry, Verdict::kSame, 1.0, false};
  }
  Match best;
  int budget = kMaxCandidates;
  const auto [begin, end] = by_content_.equal_range(meaning.ContentHash());
  for (auto it = begin; it != end && budget-- > 0; ++it) {
    const Entry& entry = entries_[it->second];
    const Similarity similarity = CompareCanonical(meaning, entry.meaning);
    if (entry.family != family || similarity.verdict == Verdict::kDistinct ||
        similarity.score <= best.score)
      continue;
    best = {&entry, similarity.verdict, similarity.score, false};
  }
  return best;
}

void TitleSet::Compare(const Subject& subject, const std::string& path, Sink& sink) {
  if (!subject.has_title || subject.title.folded.packed.empty()) return;
  Canonical meaning = lexicon_.Canonicalise(subject.title.folded, Scope::kTitle);
  const Match match = Find(*subject.proposed, subject.family, meaning);
  if (match.entry != nullptr) Report(subject, match, sink);
  Note(*subject.proposed, path, subject.family, std::move(meaning));
}

void TitleSet::Report(const Subject& subject, const Match& match, Sink& sink) const {
  const Rule* rule = match.equal ? rules_.duplicate : rules_.similar;
  if (rule == nullptr) return;
  const Text& other = *match.entry->proposed->title;
  Hit hit = HitOnAll(*rule,
                     rule->Get(match.equal                       ? "input"
                               : match.verdict == Verdict::kSame ? "same"
                                                                 : "similar"),
                     subject.title);
  hit.related.push_back({other.value, match.entry->proposed->id, match.score, {}});
  hit.args = {{"other", other.value},
              {"where", *match.entry->path + ":" + std::to_string(other.begin.line)}};
  sink.Add(std::move(hit));
}

}  // namespace wxnotice::lint
