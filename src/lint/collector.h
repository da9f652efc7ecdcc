// Makes findings of what the checks hit: severity by family, what is let off, words in the language
// of the options, places in the source. Not thread-safe: one per run.
#ifndef WXNOTICE_LINT_COLLECTOR_H_
#define WXNOTICE_LINT_COLLECTOR_H_

#include <vector>

#include "lint/rules/rule.h"
#include "wxnotice.h"

namespace wxnotice::lint {

class Collector final : public Sink {
 public:
  // `document` says which lines are let off which rules; null: none. Both outlive this.
  Collector(const Options& options, const Document* document)
      : options_(options), document_(document) {}

  // What follows is about `proposed`, the template `index` of its document, judged as `family`.
  void Begin(const Template& proposed, Family family, size_t index);
  void Add(Hit hit) override;
  // Puts the findings of the template in the order of its text.
  void End();
  std::vector<Finding> Take() { return std::move(findings_); }

 private:
  bool IsIgnored(uint32_t line, const Rule& rule) const;

  const Options& options_;
  const Document* document_;
  const Template* proposed_ = nullptr;
  Family family_ = Family::kTemplateMessage;
  size_t index_ = 0;
  size_t first_ = 0;
  std::vector<Finding> findings_;
};

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_COLLECTOR_H_
