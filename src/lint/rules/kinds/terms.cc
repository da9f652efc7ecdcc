// Words that are not allowed in a name: marketing (1.6), personal wording (1.4, 2.3). Each group of
// terms has an outcome; if a word of `eased` is next to a term that can be eased, the outcome is
// milder.
#include <algorithm>

#include "lint/rules/kinds/kinds.h"
#include "lint/rules/kinds/term_list.h"
#include "lint/similarity/lexicon.h"
#include "text/utf8.h"

namespace wxnotice::lint::kinds {
namespace {

using Group = TermList::Group;

class TermsCheck final : public Check {
 public:
  TermsCheck(const Rule& rule, const Tables& tables)
      : rule_(rule), characters_(tables.characters), lexicon_(tables.lexicon) {}

  std::optional<base::Error> Load(const Tables& tables) { return LoadTerms(rule_, tables, list_); }

  void Run(const Subject& subject, Sink& sink) const override {
    std::vector<TermHit> hits;
    ForEachField(rule_, subject, [&](const Field& field) {
      if (Search(field, hits, sink) || field.folded.plain) return;
      // 🉐 folds to 得, which may be meant (🈵减) or may hide a word (优🉐惠券).
      if (const auto bare = WithoutEmoji(field)) Search(*bare, hits, sink);
    });
  }

 private:
  static bool ContainsAny(const text::Dictionary& words, std::u32string_view packed) {
    for (size_t at = 0; at < packed.size(); ++at) {
      if (words.LongestAt(packed, at)) return true;
    }
    return false;
  }

  // The field without the characters from emoji; nullopt if there are none.
  std::optional<Field> WithoutEmoji(const Field& field) const {
    Field bare = field;
    bare.folded.packed.clear();
    bare.folded.source.clear();
    for (size_t i = 0; i < field.folded.packed.size(); ++i) {
      const uint32_t from = field.folded.source[i];
      if (characters_.KindOf(field.folded.original[from]) == text::CharKind::kEmoji) continue;
      bare.folded.packed.push_back(field.folded.packed[i]);
      bare.folded.source.push_back(from);
    }
    if (bare.folded.packed.size() == field.folded.packed.size()) return std::nullopt;
    return bare;
  }

  // Returns whether a term was found.
  bool Search(const Field& field, std::vector<TermHit>& hits, Sink& sink) const {
    const std::u32string& packed = field.folded.packed;
    list_.matcher.Find(packed, hits);
    for (TermHit& hit : hits) hit.term = hit.term * 2;  // even: a term; odd: a pattern
    AddPatternHits(packed, hits);
    if (hits.empty()) return false;
    const std::vector<WordSpan> words = lexicon_.WordsIn(packed);
    std::erase_if(hits, [&](const TermHit& hit) {
      return !IsDisguised(hit, field) && ReachesInto(words, hit.begin, hit.end);
    });
    if (hits.empty()) return false;
    const Company company = CompanyOf(packed, hits);
    for (const TermHit& hit : hits) {
      const Group& group = GroupOf(hit);
      const Outcome* outcome = Judge(group, company, IsDisguised(hit, field));
      if (outcome != nullptr) Report(hit, group, *outcome, field, sink);
    }
    return true;
  }

  // Whether a term is written with substitute characters, or with characters inserted.
  static bool IsDisguised(const TermHit& hit, const Field& field) {
    return hit.disguised ||
           field.folded.OriginalEnd(hit.end) - field.folded.OriginalBegin(hit.begin) >
               hit.end - hit.begin;
  }

  // The context of the terms in a text.
  struct Company {
    bool certain = false;  // contains a term that is certainly promotional
    bool pressing = false;
    bool eased = false;
    bool eased_broad = false;
  };

  Company CompanyOf(const std::u32string& packed, const std::vector<TermHit>& hits) const {
    Company company;
    bool broad = false;
    for (const TermHit& hit : hits) {
      company.certain |= GroupOf(hit).IsCertain();
      broad |= GroupOf(hit).pressed != nullptr;
    }
    company.pressing = ContainsAny(list_.pressing, packed) || (broad && hits.size() > 1);
    company.eased = ContainsAny(list_.eased, packed);
    company.eased_broad = company.eased || ContainsAny(list_.eased_broad, packed);
    return company;
  }

  // Null if the term is harmless, or if a certain one is reported already. Nobody disguises a
  // harmless term.
  static const Outcome* Judge(const Group& group, const Company& company, bool disguised) {
    if (group.IsCertain()) return group.outcome;
    if (company.certain) return nullptr;
    if (disguised) return group.pressed != nullptr ? group.pressed : group.outcome;
    if (group.pressed != nullptr) {
      if (company.pressing) return group.pressed;
      return company.eased_broad ? nullptr : group.outcome;
    }
    return company.eased && !company.pressing ? group.eased : group.outcome;
  }

  void Report(const TermHit& hit, const Group& group, const Outcome& outcome, const Field& field,
              Sink& sink) const {
    Hit out = HitOn(rule_, outcome, field, hit.begin, hit.end);
    const std::string seen = text::ToUtf8(
        std::u32string_view(field.folded.original).substr(out.begin, out.end - out.begin));
    const bool is_term = hit.term % 2 == 0;
    const std::string meant =
        is_term ? list_.terms[static_cast<size_t>(hit.term / 2)].written : seen;
    out.args = {{"word", seen == meant ? meant : seen + "→" + meant},
                {"group", group.name.zh},
                {"group_en", group.name.en}};
    sink.Add(std::move(out));
  }

  const Group& GroupOf(const TermHit& hit) const {
    const auto index = static_cast<size_t>(hit.term / 2);
    return list_.groups[static_cast<size_t>(hit.term % 2 == 0 ? list_.terms[index].group
                                                              : list_.patterns[index].group)];
  }

  void AddPatternHits(const std::u32string& packed, std::vector<TermHit>& hits) const {
    if (list_.patterns.empty() || (!list_.always_tried && !list_.prefilter.MayHaveAnyOf(packed)))
      return;
    const std::string utf8 = text::ToUtf8(packed);
    std::vector<int> matched;
    list_.pattern_set->Match(utf8, matched);
    for (const int index : matched) {
      const auto [begin, end] = list_.pattern_set->SpanOf(index, utf8);
      const size_t from = text::CountCodePoints(std::string_view(utf8).substr(0, begin));
      const size_t to =
          from + text::CountCodePoints(std::string_view(utf8).substr(begin, end - begin));
      const bool known = std::any_of(hits.begin(), hits.end(), [&](const TermHit& hit) {
        return hit.begin < to && from < hit.end;
      });
      if (!known && to > from) hits.push_back({from, to, index * 2 + 1, false});
    }
    std::sort(hits.begin(), hits.end(),
              [](const TermHit& a, const TermHit& b) { return a.begin < b.begin; });
  }

  const Rule& rule_;
  const text::CharTable& characters_;
  const Lexicon& lexicon_;
  TermList list_;
};

}  // namespace

CheckResult MakeTerms(const Rule& rule, const Tables& tables) {
  auto check = std::make_unique<TermsCheck>(rule, tables);
  if (auto error = check->Load(tables)) return *error;
  return std::unique_ptr<Check>(std::move(check));
}

}  // namespace wxnotice::lint::kinds
