// A title must end in 提醒 or 通知 (clause 1.3). Checks the original text, because characters after
// the ending count.
#include <algorithm>

#include "lint/rules/kinds/kinds.h"
#include "lint/similarity/library_index.h"
#include "text/utf8.h"

namespace wxnotice::lint::kinds {
namespace {

class EndingCheck final : public Check {
 public:
  EndingCheck(const Rule& rule, const Tables& tables)
      : rule_(rule), missing_(rule.Get("missing")), tables_(tables) {
    for (const Text& word : Words(rule.params, "endings"))
      endings_.push_back(text::ToCodePoints(word.value));
    if (const Node* map = rule.params.Find("instead")) {
      for (const auto& [ending, seen] : map->fields) {
        for (const Text& word : WordsOf(seen)) {
          instead_.emplace_back(text::ToCodePoints(word.value), text::ToCodePoints(ending.value));
        }
      }
    }
    // Longest first: 通知单 before 知单.
    std::stable_sort(instead_.begin(), instead_.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }

  void Run(const Subject& subject, Sink& sink) const override {
    if (!subject.has_title || subject.title.folded.original.empty()) return;
    const std::u32string& title = subject.title.folded.original;
    for (const std::u32string& ending : endings_) {
      if (title.ends_with(ending) || EndsTraditionally(title, ending)) return;
    }
    Hit hit = HitOnAll(rule_, missing_, subject.title);
    const auto [stem, fixed] = Repair(title);
    hit.fix = text::ToUtf8(fixed);
    if (const LibraryRow* row = SameInLibrary(stem, subject.family)) {
      hit.related.push_back(LibraryIndex::Recommend(*row, {}, 1.0));
      hit.fix = row->title;
    }
    hit.args = {{"fix", hit.fix}};
    sink.Add(std::move(hit));
  }

 private:
  bool EndsTraditionally(const std::u32string& title, const std::u32string& ending) const {
    if (title.size() < ending.size()) return false;
    for (size_t i = 0; i < ending.size(); ++i) {
      const char32_t c = title[title.size() - ending.size() + i];
      if (tables_.characters.KindOf(c) != text::CharKind::kHan ||
          tables_.characters.FoldedOne(c) != ending[i])
        return false;
    }
    return true;
  }

  // The title with the correct ending in place of a similar one.
  std::pair<std::u32string, std::u32string> Repair(std::u32string title) const {
    while (!title.empty() && tables_.characters.KindOf(title.back()) != text::CharKind::kHan &&
           tables_.characters.KindOf(title.back()) != text::CharKind::kLetter &&
           tables_.characters.KindOf(title.back()) != text::CharKind::kDigit) {
      title.pop_back();
    }
    for (const std::u32string& ending : endings_) {
      // The correct ending followed by more (通知了, 提醒函), or with a space inside.
      const size_t at = title.rfind(ending);
      if (at != std::u32string::npos && at > 0 && title.size() - at - ending.size() <= 2) {
        return {title.substr(0, at), title.substr(0, at + ending.size())};
      }
    }
    for (const auto& [seen, ending] : instead_) {
      if (title.size() > seen.size() && title.ends_with(seen)) {
        const std::u32string stem = title.substr(0, title.size() - seen.size());
        return {stem, stem + ending};
      }
    }
    return RepairTypo(title);
  }

  // 通智, 提酲: the last two characters differ from an ending in one character.
  std::pair<std::u32string, std::u32string> RepairTypo(const std::u32string& title) const {
    for (const std::u32string& ending : endings_) {
      if (title.size() <= ending.size()) continue;
      const std::u32string stem = title.substr(0, title.size() - ending.size());
      const std::u32string last = title.substr(stem.size());
      size_t differences = 0;
      for (size_t i = 0; i < ending.size(); ++i) differences += last[i] != ending[i];
      if (differences < ending.size()) return {stem, stem + ending};
    }
    return {title, title + endings_.front()};
  }

  const LibraryRow* SameInLibrary(const std::u32string& stem, Family family) const {
    text::Folded folded;
    text::Fold(tables_.characters, text::ToUtf8(stem), folded);
    return tables_.library.FindSame(tables_.lexicon.Canonicalise(folded, Scope::kTitle), family);
  }

  const Rule& rule_;
  const Outcome& missing_;
  const Tables& tables_;
  std::vector<std::u32string> endings_;
  std::vector<std::pair<std::u32string, std::u32string>> instead_;  // wrong, right
};

}  // namespace

CheckResult MakeEnding(const Rule& rule, const Tables& tables) {
  if (Words(rule.params, "endings").empty())
    return RuleError(rule, rule.params, "\"params\" needs \"endings\"");
  if (const Node* instead = rule.params.Find("instead")) {
    std::vector<std::string> endings;
    for (Text& word : Words(rule.params, "endings")) endings.push_back(std::move(word.value));
    if (auto error = UnknownKeyOf(rule, *instead, endings)) return *error;
  }
  return std::unique_ptr<Check>(std::make_unique<EndingCheck>(rule, tables));
}

}  // namespace wxnotice::lint::kinds
