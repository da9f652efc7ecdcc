#include "lint/similarity/comparison.h"

#include <vector>

#include "lint/similarity/lexicon.h"
#include "lint/similarity/library_index.h"

namespace wxnotice::lint {
namespace {

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
  hit.related.push_back(LibraryIndex::Recommend(row, MeaningsOf(subject, lexicon), score));
  hit.args = {{"other", row.title}, {"id", row.id}};
  if (hit.outcome->name == "library_same") {
    hit.fix = row.title;
    // 購買失敗通知 for 购买失败通知: only the character forms differ.
    hit.fix_is_safe = subject.title.folded.packed == row.folded.packed;
  }
  sink.Add(std::move(hit));
}

}  // namespace

void CompareWithLibrary(const Subject& subject, const ComparisonRules& rules, const Tables& tables,
                        Sink& sink) {
  if (!rules.Any() || !subject.has_title || !subject.proposed->id.empty() ||
      tables.library.rows().empty())
    return;
  const Lexicon& lexicon = tables.lexicon;
  if (const LibraryRow* row = tables.library.FindTitle(subject.title.text->value, subject.family)) {
    if (rules.duplicate != nullptr)
      ReportLibrary(subject, *rules.duplicate, "library", *row, 1.0, lexicon, sink);
    return;
  }
  // A title without an ending is reported once: the ending is missing, and the library's title is
  // the fix.
  if (lexicon.WithoutEnding(subject.title.folded.packed) == subject.title.folded.packed.size() ||
      rules.similar == nullptr)
    return;
  const Canonical& meaning = subject.meaning;
  if (const LibraryRow* row = tables.library.FindSame(meaning, subject.family)) {
    return ReportLibrary(subject, *rules.similar, "library_same", *row, 1.0, lexicon, sink);
  }
  if (const LibraryRow* row = tables.library.FindSimilar(meaning, subject.family)) {
    ReportLibrary(subject, *rules.similar, "library_similar", *row,
                  CompareCanonical(meaning, row->canonical).score, lexicon, sink);
  }
}

}  // namespace wxnotice::lint
