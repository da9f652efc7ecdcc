#include "lint/checks.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "base/parallel.h"
#include "lint/collector.h"
#include "lint/similarity/lexicon.h"
#include "lint/similarity/title_set.h"

namespace wxnotice::lint {
namespace {

// The number of templates that a thread takes at a time: small, so that threads end at about the
// same time; large, so that a usual run is one block and starts no thread.
constexpr size_t kBlock = 4096;

void FoldField(const Text& text, std::optional<size_t> keyword, const Tables& tables,
               Field& field) {
  field.text = &text;
  field.keyword = keyword;
  text::Fold(tables.characters, text.value, field.folded);
}

void Fold(const Template& proposed, const Checks& checks, Subject& subject) {
  const Tables& tables = checks.tables;
  subject.proposed = &proposed;
  subject.family = proposed.family.value_or(checks.options.family);
  subject.has_title = proposed.title.has_value();
  if (subject.has_title) FoldField(*proposed.title, std::nullopt, tables, subject.title);
  if (subject.has_title && checks.comparison.Any())
    tables.lexicon.Canonicalise(subject.title.folded, Scope::kTitle, subject.meaning);
  subject.keyword_count = proposed.keywords.size();
  if (subject.names.size() < subject.keyword_count) subject.names.resize(subject.keyword_count);
  for (size_t i = 0; i < subject.keyword_count; ++i)
    FoldField(proposed.keywords[i].name, i, tables, subject.names[i]);
}

// All checks except the comparison with other templates.
void CheckAlone(const Subject& subject, size_t index, const Checks& checks, Collector& collector) {
  collector.Begin(*subject.proposed, subject.family, index);
  for (const auto& check : checks.all) check->Run(subject, collector);
  CompareWithLibrary(subject, checks.comparison, checks.tables, collector);
  collector.End();
}

// A range of templates of a document.
struct Block {
  base::Slice slice;
  std::vector<Finding> findings = {};
};

std::vector<Block> BlocksOf(const std::vector<const Document*>& documents) {
  std::vector<size_t> sizes;
  sizes.reserve(documents.size());
  for (const Document* document : documents) sizes.push_back(document->templates.size());
  std::vector<Block> blocks;
  for (const base::Slice& slice : base::SlicesOf(sizes, kBlock)) blocks.push_back({slice});
  return blocks;
}

// Both are sorted; of findings of one rule at one place, those of `a` come first.
std::vector<Finding> Merge(std::vector<Finding> a, std::vector<Finding> b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  std::vector<Finding> all;
  all.reserve(a.size() + b.size());
  std::merge(std::move_iterator(a.begin()), std::move_iterator(a.end()),
             std::move_iterator(b.begin()), std::move_iterator(b.end()), std::back_inserter(all),
             [](const Finding& one, const Finding& other) {
               return std::tie(one.template_index, one.begin.line, one.begin.column, one.rule) <
                      std::tie(other.template_index, other.begin.line, other.begin.column,
                               other.rule);
             });
  return all;
}

class Run {
 public:
  Run(const std::vector<const Document*>& documents, const Checks& checks, const TakeFinding& take)
      : documents_(documents),
        checks_(checks),
        take_(take),
        blocks_(BlocksOf(documents)),
        titles_(checks.comparison, blocks_.size()) {}

  void operator()() {
    const size_t threads = checks_.options.threads;
    base::ForEachInParallel(blocks_.size(), threads, [&](size_t i) { CheckBlock(i); });
    titles_.Index(blocks_.size() > 1 ? threads : 1);
    base::Turns turns;
    base::ForEachInParallel(blocks_.size(), threads, [&](size_t i) {
      base::Turns::Ticket ticket(turns, i);
      CompareBlock(i);
      ticket.Wait();
      GiveBlock(i);
    });
  }

 private:
  void CheckBlock(size_t number) {
    Block& block = blocks_[number];
    const Document& document = *documents_[block.slice.list];
    Collector collector(checks_.options, &document);
    Subject subject;
    for (size_t i = block.slice.begin; i < block.slice.end; ++i) {
      Fold(document.templates[i], checks_, subject);
      CheckAlone(subject, i, checks_, collector);
      titles_.Add(number, subject, document);
    }
    block.findings = collector.Take();
  }

  void CompareBlock(size_t number) {
    Block& block = blocks_[number];
    const Document& document = *documents_[block.slice.list];
    Collector collector(checks_.options, &document);
    titles_.Compare(number, [&](const auto& title, Hit hit) {
      const auto index = static_cast<size_t>(title.proposed - document.templates.data());
      collector.Begin(*title.proposed, static_cast<Family>(title.family), index);
      collector.Add(std::move(hit));
    });
    block.findings = Merge(collector.Take(), std::move(block.findings));
  }

  void GiveBlock(size_t number) {
    if (has_thrown_) return;
    has_thrown_ = true;  // reset at the end if it did not throw
    Block& block = blocks_[number];
    for (Finding& finding : block.findings) take_(block.slice.list, std::move(finding));
    block.findings = {};
    has_thrown_ = false;
  }

  const std::vector<const Document*>& documents_;
  const Checks& checks_;
  const TakeFinding& take_;
  bool has_thrown_ = false;  // of take_: read and written only in order
  std::vector<Block> blocks_;
  TitleSet titles_;
};

}  // namespace

std::vector<Finding> LintTemplate(const Template& proposed, const Checks& checks) {
  Subject subject;
  Fold(proposed, checks, subject);
  Collector collector(checks.options, nullptr);
  CheckAlone(subject, 0, checks, collector);
  return collector.Take();
}

void LintDocuments(const std::vector<const Document*>& documents, const Checks& checks,
                   const TakeFinding& take) {
  Run(documents, checks, take)();
}

}  // namespace wxnotice::lint
