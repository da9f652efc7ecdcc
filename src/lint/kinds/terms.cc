// Words that must not stand in a name: marketing (1.6), personal wording (1.4, 2.3). Each group of
// terms has the outcome it leads to; where a word of `eased` stands beside a term that can be
// eased, a milder one.
#include <algorithm>

#include "lint/kinds/kinds.h"
#include "lint/term_matcher.h"
#include "text/char_set.h"
#include "text/pattern_set.h"
#include "text/utf8.h"

namespace wxnotice::lint::kinds {
namespace {

struct Group {
  Localised name;
  const Outcome* outcome = nullptr;
  const Outcome* eased = nullptr;  // beside a word of `eased`; null: never
  // For words that promote only in company: beside a word of `pressing` or another term this,
  // beside one of `eased` or `eased_broad` nothing. Null: not such a group.
  const Outcome* pressed = nullptr;
  bool IsCertain() const { return eased == nullptr && pressed == nullptr; }
};

struct Pattern {
  int32_t group = 0;
  std::u32string when;  // one of these must stand in the text, else it is not tried; empty: always
};

class TermsCheck final : public Check {
 public:
  TermsCheck(const Rule& rule, const Tables& tables)
      : rule_(rule), characters_(tables.characters) {}

  // Returns what is wrong with the parameters, or "".
  std::optional<base::Error> Load(const Tables& tables) {
    for (const auto& error :
         {LoadVariants(), LoadGroups(tables), LoadPatterns(), LoadWords(tables)}) {
      if (error) return error;
    }
    return CheckReachable();
  }

  void Run(const Subject& subject, Sink& sink) const override {
    std::vector<TermHit> hits;
    ForEachField(rule_, subject, [&](const Field& field) {
      if (Search(field, hits, sink) || field.folded.plain) return;
      // 🉐 folds to 得, which may be meant (🈵减) or hide a word (优🉐惠券).
      if (const auto bare = WithoutEmoji(field)) Search(*bare, hits, sink);
    });
  }

 private:
  struct Term {
    std::u32string packed;
    std::string written;
    Node at;
    int32_t group;
  };

  std::optional<base::Error> LoadVariants() {
    const Node* variants = rule_.params.Find("variants");
    if (variants == nullptr) return std::nullopt;
    for (const auto& [character, with] : variants->fields) {
      const std::u32string meant = text::ToCodePoints(character.value);
      if (meant.size() != 1)
        return RuleError(rule_, with, "\"" + character.value + "\" must be one character");
      for (const Text& word : WordsOf(with)) {
        std::u32string one = text::ToCodePoints(word.value);
        const bool is_split = std::erase(one, U'+') > 0;  // 禾+刂 for 利
        if (one.front() < 0x80 || is_split) {
          matcher_.AddVariant(meant[0], one);
        } else {
          for (const char32_t c : one) matcher_.AddVariant(meant[0], std::u32string(1, c));
        }
      }
    }
    return std::nullopt;
  }

  std::optional<base::Error> LoadGroups(const Tables& tables) {
    const Node* groups = rule_.params.Find("groups");
    if (groups == nullptr || !groups->IsMap())
      return RuleError(rule_, rule_.params, "\"params\" needs \"groups\"");
    for (const auto& [key, node] : groups->fields) {
      if (auto error =
              UnknownKeyOf(rule_, node, {"name", "outcome", "eased", "pressed", "terms", "except"}))
        return error;
      Group group;
      const Node* name = node.Find("name");
      group.name = name != nullptr ? Localised{std::string(name->StringOf("zh")),
                                               std::string(name->StringOf("en"))}
                                   : Localised{key.value, key.value};
      group.outcome = FindOutcome(node.StringOf("outcome"));
      if (group.outcome == nullptr)
        return RuleError(rule_, node,
                         "the group \"" + key.value + "\" needs an \"outcome\" of this rule");
      group.eased = FindOutcome(node.StringOf("eased"));
      group.pressed = FindOutcome(node.StringOf("pressed"));
      const auto index = static_cast<int32_t>(groups_.size());
      for (const Text& word : Words(node, "terms")) {
        Node at;
        at.scalar = word;
        const std::u32string packed = text::Pack(tables.characters, word.value);
        if (packed.empty())
          return RuleError(rule_, at,
                           "the term \"" + word.value + "\" folds to nothing and can never match");
        if (matcher_.HasTerm(packed))
          return RuleError(rule_, at, "the term \"" + word.value + "\" stands here twice");
        matcher_.AddTerm(packed, static_cast<int32_t>(terms_.size()));
        terms_.push_back({packed, word.value, at, index});
      }
      for (const Text& word : Words(node, "except"))
        matcher_.AddException(text::Pack(tables.characters, word.value));
      groups_.push_back(std::move(group));
      group_names_.push_back(key.value);
    }
    return std::nullopt;
  }

  std::optional<base::Error> LoadPatterns() {
    std::vector<std::string> sources;
    const Node* patterns = rule_.params.Find("patterns");
    if (patterns != nullptr) {
      for (const Node& node : patterns->items) {
        if (auto error = UnknownKeyOf(rule_, node, {"group", "pattern", "when", "like"}))
          return error;
        const auto group =
            std::find(group_names_.begin(), group_names_.end(), node.StringOf("group"));
        if (group == group_names_.end())
          return RuleError(rule_, node, "a pattern needs a \"group\" of this rule");
        sources.emplace_back(node.StringOf("pattern"));
        patterns_.push_back({static_cast<int32_t>(group - group_names_.begin()),
                             text::ToCodePoints(node.StringOf("when"))});
        if (rule_.builtin) continue;
        if (auto error = Try(node)) return error;
      }
    }
    pattern_set_.emplace(sources, false);
    if (!rule_.builtin) {
      if (auto compiled = pattern_set_->Compile(); !compiled)
        return RuleError(rule_, rule_.params, compiled.error());
    }
    for (const Pattern& pattern : patterns_) {
      for (const char32_t c : pattern.when) prefilter_.Add(c);
      always_tried_ |= pattern.when.empty();
    }
    return std::nullopt;
  }

  // Whether the pattern of `node` is one and does what its author thinks.
  std::optional<base::Error> Try(const Node& node) const {
    const std::string source(node.StringOf("pattern"));
    const text::PatternSet alone({source}, false);
    if (auto compiled = alone.Compile(); !compiled) return RuleError(rule_, node, compiled.error());
    const std::u32string when = text::ToCodePoints(node.StringOf("when"));
    if (!when.empty() &&
        text::ToCodePoints(node.StringOf("like")).find_first_of(when) == std::u32string::npos)
      return RuleError(rule_, node, "\"like\" has none of the characters of \"when\"");
    std::vector<int> matched;
    alone.Match(node.StringOf("like"), matched);
    if (!matched.empty()) return std::nullopt;
    return RuleError(rule_, node, "the pattern \"" + source + "\" does not match its own \"like\"");
  }

  std::optional<base::Error> LoadWords(const Tables& tables) {
    const std::pair<const char*, text::Dictionary*> lists[] = {
        {"eased", &eased_}, {"eased_broad", &eased_broad_}, {"pressing", &pressing_}};
    for (const auto& [key, words] : lists) {
      for (const Text& word : Words(rule_.params, key)) {
        const std::u32string packed = text::Pack(tables.characters, word.value);
        if (!packed.empty()) words->Add(packed, 0);
      }
    }
    return std::nullopt;
  }

  // A rule that silently never fires is worse than none.
  std::optional<base::Error> CheckReachable() const {
    std::vector<TermHit> hits;
    for (const Term& term : terms_) {
      matcher_.Find(term.packed, hits);
      const bool found = std::any_of(hits.begin(), hits.end(), [&](const TermHit& hit) {
        return terms_[static_cast<size_t>(hit.term)].packed == term.packed;
      });
      if (!found)
        return RuleError(
            rule_, term.at,
            "the term \"" + term.written + "\" can never match: an exception covers it");
    }
    return std::nullopt;
  }

  const Outcome* FindOutcome(std::string_view name) const {
    for (const Outcome& outcome : rule_.outcomes) {
      if (outcome.name == name) return &outcome;
    }
    return nullptr;
  }

  static bool ContainsAny(const text::Dictionary& words, std::u32string_view packed) {
    for (size_t at = 0; at < packed.size(); ++at) {
      if (words.LongestAt(packed, at)) return true;
    }
    return false;
  }

  // The field without what emoji are folded to; nullopt when there is nothing of them.
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
    matcher_.Find(packed, hits);
    for (TermHit& hit : hits) hit.term = hit.term * 2;  // even: a term; odd: a pattern
    AddPatternHits(packed, hits);
    if (hits.empty()) return false;
    const Company company = CompanyOf(packed, hits);
    for (const TermHit& hit : hits) {
      const Group& group = GroupOf(hit);
      const Outcome* outcome = Judge(group, company, IsDisguised(hit, field));
      if (outcome != nullptr) Report(hit, group, *outcome, field, sink);
    }
    return true;
  }

  // Whether a term is written with other characters, or with some put between its own.
  static bool IsDisguised(const TermHit& hit, const Field& field) {
    return hit.disguised ||
           field.folded.OriginalEnd(hit.end) - field.folded.OriginalBegin(hit.begin) >
               hit.end - hit.begin;
  }

  // What stands beside the terms of a text.
  struct Company {
    bool certain = false;  // a term that is promotional without doubt
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
    company.pressing = ContainsAny(pressing_, packed) || (broad && hits.size() > 1);
    company.eased = ContainsAny(eased_, packed);
    company.eased_broad = company.eased || ContainsAny(eased_broad_, packed);
    return company;
  }

  // Null where the term is harmless, or where a certain one says it all. Nobody disguises a
  // harmless one.
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
    const std::string meant = is_term ? terms_[static_cast<size_t>(hit.term / 2)].written : seen;
    out.args = {{"word", seen == meant ? meant : seen + "→" + meant},
                {"group", group.name.zh},
                {"group_en", group.name.en}};
    sink.Add(std::move(out));
  }

  const Group& GroupOf(const TermHit& hit) const {
    const auto index = static_cast<size_t>(hit.term / 2);
    return groups_[static_cast<size_t>(hit.term % 2 == 0 ? terms_[index].group
                                                         : patterns_[index].group)];
  }

  void AddPatternHits(const std::u32string& packed, std::vector<TermHit>& hits) const {
    if (patterns_.empty() || (!always_tried_ && !prefilter_.MayHaveAnyOf(packed))) return;
    const std::string utf8 = text::ToUtf8(packed);
    std::vector<int> matched;
    pattern_set_->Match(utf8, matched);
    for (const int index : matched) {
      const auto [begin, end] = pattern_set_->SpanOf(index, utf8);
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
  TermMatcher matcher_;
  std::vector<Term> terms_;
  std::vector<Group> groups_;
  std::vector<std::string> group_names_;
  std::vector<Pattern> patterns_;
  text::CharSet prefilter_;
  bool always_tried_ = false;
  std::optional<text::PatternSet> pattern_set_;
  text::Dictionary eased_;
  text::Dictionary eased_broad_;
  text::Dictionary pressing_;
};

}  // namespace

Made MakeTerms(const Rule& rule, const Tables& tables) {
  auto check = std::make_unique<TermsCheck>(rule, tables);
  if (auto error = check->Load(tables)) return *error;
  return std::unique_ptr<Check>(std::move(check));
}

}  // namespace wxnotice::lint::kinds
