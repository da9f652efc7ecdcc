#include "lint/collector.h"

#include <algorithm>
#include <tuple>

#include "text/utf8.h"

namespace wxnotice::lint {
namespace {

// Limit per template: a finding quotes its text, so the output for a hostile one would grow
// quadratically.
constexpr size_t kMostOfOne = 256;

}  // namespace

void Collector::Begin(const Template& proposed, Family family, size_t index) {
  proposed_ = &proposed;
  family_ = family;
  index_ = index;
  first_ = findings_.size();
}

void Collector::Add(Hit hit) {
  if (findings_.size() - first_ >= kMostOfOne) return;
  const auto severity = hit.outcome->severity[static_cast<size_t>(family_)];
  if (!severity || AnyNames(proposed_->ignore, *hit.rule)) return;
  Finding finding;
  finding.rule = hit.rule->id;
  finding.clause = hit.rule->clause;
  finding.severity = *severity;
  finding.template_index = index_;
  finding.keyword_index = hit.keyword;
  if (hit.text != nullptr) {
    finding.begin = hit.text->At(hit.begin);
    finding.end = hit.text->At(hit.end);
    finding.text = text::Slice(hit.text->value, hit.begin, hit.end);
  } else {
    finding.begin = finding.end = proposed_->begin;
  }
  if (IsIgnored(finding.begin.line, *hit.rule)) return;
  hit.args.emplace_back("text", finding.text);
  finding.message =
      Fill(Localize(hit.outcome->message, options_.language), hit.args, options_.language);
  finding.related = std::move(hit.related);
  finding.fix = std::move(hit.fix);
  finding.fix_is_safe = hit.fix_is_safe;
  findings_.push_back(std::move(finding));
}

void Collector::End() {
  std::stable_sort(findings_.begin() + static_cast<std::ptrdiff_t>(first_), findings_.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.begin.line, a.begin.column, a.rule) <
                            std::tie(b.begin.line, b.begin.column, b.rule);
                   });
}

bool Collector::IsIgnored(uint32_t line, const Rule& rule) const {
  if (document_ == nullptr) return false;
  const auto found = document_->ignored.find(line);
  return found != document_->ignored.end() && AnyNames(found->second, rule);
}

}  // namespace wxnotice::lint
