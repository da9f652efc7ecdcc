// Linter: loads rules and library, folds each text once, runs all checks, and formats the findings.
#include <algorithm>

#include "base/embedded.h"
#include "base/read_file.h"
#include "lint/checks.h"
#include "lint/readers/template_reader.h"
#include "lint/rules/kinds/kinds.h"
#include "lint/rules/rule_files.h"
#include "wxnotice.h"

namespace wxnotice {

using lint::Outcome;
using lint::Rule;

namespace {

constexpr Family kFamilies[] = {Family::kTemplateMessage, Family::kSubscribe,
                                Family::kOfficialAccount};

// Of a built-in library: kTemplateMessage for "template_message.json". None if the linter has no
// such family.
std::optional<Family> FamilyOf(std::string_view file_name) {
  std::string name(file_name.substr(0, file_name.rfind('.')));
  std::replace(name.begin(), name.end(), '_', '-');
  return ParseFamily(name);
}

std::vector<const Document*> PointersTo(const std::vector<Document>& documents) {
  std::vector<const Document*> pointers;
  pointers.reserve(documents.size());
  for (const Document& document : documents) pointers.push_back(&document);
  return pointers;
}

std::string Describe(const lint::Node& example) {
  if (example.IsScalar()) return example.scalar.value;
  std::string out;
  for (const lint::Node& item : example.items) out += (out.empty() ? "" : " + ") + Describe(item);
  if (!example.IsMap()) return out;
  out = example.StringOf("title");
  if (const lint::Node* keywords = example.Find("keywords")) {
    for (const lint::Node& keyword : keywords->items) {
      const std::string name(keyword.IsScalar() ? keyword.scalar.value
                                                : std::string(keyword.StringOf("name")));
      const std::string value(keyword.StringOf("example"));
      out += (out.empty() ? "" : "; ") + name + (value.empty() ? "" : ": " + value);
    }
    if (keywords->items.empty()) out += " []";
  }
  return out;
}

}  // namespace

class Linter::Impl {
 public:
  explicit Impl(Options options) : options_(std::move(options)) {}

  base::Result<bool> Load() {
    for (const auto& step :
         {&Impl::LoadRules, &Impl::LoadLexicon, &Impl::LoadLibrary, &Impl::MakeChecks}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    return true;
  }

  void LintAll(const std::vector<const Document*>& documents, const TakeFinding& take) const;
  std::vector<std::vector<Finding>> LintAll(const std::vector<const Document*>& documents) const;
  std::vector<Finding> LintOne(const Template& proposed) const;
  std::vector<Problem> UnknownIgnores(const Document& document) const;
  Similarity Compare(std::string_view a, std::string_view b, Scope scope) const;
  std::vector<Related> Nearest(std::string_view title, size_t limit) const;
  std::vector<RuleInfo> Describe() const;

 private:
  lint::Checks Checks() const { return {options_, *tables_, checks_, comparison_}; }
  base::Result<bool> LoadRules();
  base::Result<bool> LoadLexicon();
  base::Result<bool> LoadLibrary();
  base::Result<bool> MakeChecks();
  bool Enabled(const Rule& rule) const {
    return (options_.select.empty() || lint::AnyNames(options_.select, rule)) &&
           !lint::AnyNames(options_.ignore, rule);
  }

  Options options_;
  lint::RuleBook book_;
  std::unique_ptr<text::CharTable> characters_;
  lint::Lexicon lexicon_;
  lint::LibraryIndex library_;
  std::unique_ptr<lint::Tables> tables_;
  std::vector<std::unique_ptr<lint::Check>> checks_;
  lint::ComparisonRules comparison_;
};

base::Result<bool> Linter::Impl::LoadRules() {
  if (auto loaded = lint::LoadRules(options_, book_); !loaded) return loaded;
  characters_ = std::make_unique<text::CharTable>(book_.variants);
  tables_ = std::make_unique<lint::Tables>(lint::Tables{*characters_, lexicon_, library_});
  return true;
}

base::Result<bool> Linter::Impl::LoadLexicon() {
  for (const auto& [path, node] : book_.lexica) {
    if (auto added = lexicon_.Add(node, path, *characters_); !added) return added;
  }
  lexicon_.Finish();
  return true;
}

base::Result<bool> Linter::Impl::LoadLibrary() {
  if (!options_.use_library) return true;
  for (const embedded::File& file : embedded::Library()) {
    const auto family = FamilyOf(file.name);
    if (!family) continue;
    auto added = library_.Add(file.bytes, "library/" + std::string(file.name), *family, lexicon_,
                              *characters_);
    if (!added) return added;
  }
  if (options_.library_file.empty()) return true;
  const auto bytes =
      base::ReadFile(options_.library_file, {lint::kMaxLibraryFileBytes, false, "check --library"});
  if (!bytes) return base::Error{bytes.error()};
  return library_.Add(*bytes, options_.library_file, options_.family, lexicon_, *characters_);
}

std::vector<Problem> Linter::Impl::UnknownIgnores(const Document& document) const {
  std::vector<Problem> problems;
  const auto check = [&](const Position& at, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      std::string unknown = book_.UnknownOf({word});
      if (!unknown.empty()) problems.push_back({at, "ignore: " + std::move(unknown)});
    }
  };
  for (const auto& [line, words] : document.ignored) check({line, 1}, words);
  for (const Template& one : document.templates) check(one.begin, one.ignore);
  return problems;
}

base::Result<bool> Linter::Impl::MakeChecks() {
  if (const std::string unknown = book_.UnknownOf(options_.select); !unknown.empty())
    return base::Error{"--select: " + unknown};
  if (const std::string unknown = book_.UnknownOf(options_.ignore); !unknown.empty())
    return base::Error{"--ignore: " + unknown};
  for (const auto& rule : book_.rules) {
    if (!Enabled(*rule)) continue;
    auto check = lint::kinds::Make(*rule, *tables_);
    if (!check) return base::Error{check.error()};
    if (*check != nullptr) checks_.push_back(std::move(*check));
    if (rule->kind == "duplicate-title") comparison_.duplicate = rule.get();
    if (rule->kind == "similar-title") comparison_.similar = rule.get();
  }
  return true;
}

void Linter::Impl::LintAll(const std::vector<const Document*>& documents,
                           const TakeFinding& take) const {
  lint::LintDocuments(documents, Checks(), take);
}

std::vector<std::vector<Finding>> Linter::Impl::LintAll(
    const std::vector<const Document*>& documents) const {
  std::vector<std::vector<Finding>> all(documents.size());
  // Reserves one finding per template, so that a million are not moved as the list grows; unused
  // memory is not touched.
  for (size_t i = 0; i < all.size(); ++i) all[i].reserve(documents[i]->templates.size());
  LintAll(documents,
          [&](size_t document, Finding finding) { all[document].push_back(std::move(finding)); });
  return all;
}

std::vector<Finding> Linter::Impl::LintOne(const Template& proposed) const {
  return lint::LintTemplate(proposed, Checks());
}

Similarity Linter::Impl::Compare(std::string_view a, std::string_view b, Scope scope) const {
  text::Folded first;
  text::Folded second;
  if (!text::Fold(*characters_, a, first) || !text::Fold(*characters_, b, second)) return {};
  if (a == b) return {1.0, Verdict::kSame};
  return lint::CompareCanonical(lexicon_.Canonicalise(first, scope),
                                lexicon_.Canonicalise(second, scope));
}

std::vector<Related> Linter::Impl::Nearest(std::string_view title, size_t limit) const {
  text::Folded folded;
  if (!text::Fold(*characters_, title, folded)) return {};
  const lint::Canonical meaning = lexicon_.Canonicalise(folded, Scope::kTitle);
  std::vector<Related> nearest;
  for (const lint::LibraryRow& row : library_.rows()) {
    const double score =
        row.title == title ? 1.0 : lint::CompareCanonical(meaning, row.canonical).score;
    if (score > 0) nearest.push_back({row.title, row.id, score, {}});
  }
  std::stable_sort(nearest.begin(), nearest.end(),
                   [](const Related& a, const Related& b) { return a.score > b.score; });
  if (nearest.size() > limit) nearest.resize(limit);
  return nearest;
}

std::vector<RuleInfo> Linter::Impl::Describe() const {
  std::vector<RuleInfo> all;
  for (const auto& rule : book_.rules) {
    RuleInfo info;
    info.id = rule->id;
    info.clause = rule->clause;
    info.summary = lint::Localize(rule->summary, options_.language);
    info.why = lint::Localize(rule->why, options_.language);
    info.source = rule->source;
    for (const Family family : kFamilies) {
      for (const Outcome& outcome : rule->outcomes) {
        const auto severity = outcome.severity[static_cast<size_t>(family)];
        if (!severity) continue;
        const auto [known, is_new] = info.severity.emplace(family, *severity);
        if (!is_new) known->second = std::max(known->second, *severity);
      }
    }
    for (const lint::Node& good : rule->good) info.good.push_back(wxnotice::Describe(good));
    for (const lint::Node& bad : rule->bad) info.bad.push_back(wxnotice::Describe(bad));
    all.push_back(std::move(info));
  }
  return all;
}

Linter::Linter(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Linter::Linter(Linter&&) noexcept = default;
Linter& Linter::operator=(Linter&&) noexcept = default;
Linter::~Linter() = default;

std::optional<Linter> Linter::Builtin(const Options& options, std::string* error) {
  auto impl = std::make_unique<Impl>(options);
  if (const auto loaded = impl->Load(); !loaded) {
    if (error != nullptr) *error = loaded.error();
    return std::nullopt;
  }
  return Linter(std::move(impl));
}

std::vector<Finding> Linter::Lint(const Template& proposed) const {
  return impl_->LintOne(proposed);
}

std::vector<Finding> Linter::Lint(const Document& document) const {
  return std::move(impl_->LintAll({&document}).front());
}

std::vector<std::vector<Finding>> Linter::Lint(const std::vector<Document>& documents) const {
  return impl_->LintAll(PointersTo(documents));
}

void Linter::Lint(const std::vector<Document>& documents, const TakeFinding& take) const {
  impl_->LintAll(PointersTo(documents), take);
}

std::vector<Problem> Linter::UnknownIgnores(const Document& document) const {
  return impl_->UnknownIgnores(document);
}
Similarity Linter::Compare(std::string_view a, std::string_view b, Scope scope) const {
  return impl_->Compare(a, b, scope);
}
std::vector<Related> Linter::Nearest(std::string_view title, size_t limit) const {
  return impl_->Nearest(title, limit);
}
std::vector<RuleInfo> Linter::Rules() const {
  return impl_->Describe();
}

}  // namespace wxnotice
