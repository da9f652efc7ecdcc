// Turns the hits of checks into findings: adds severity by family, applies suppressions, formats
// the message in the language of the options, and maps spans to the source. Not thread-safe: one
// per run.
#ifndef WXNOTICE_LINT_COLLECTOR_H_
#define WXNOTICE_LINT_COLLECTOR_H_

#include <vector>

#include "lint/rules/rule.h"
#include "wxnotice.h"

namespace wxnotice::lint {

class Collector final : public Sink {
 public:
  // `document` contains the lines with suppressed rules; null: none. Both must outlive this object.
  Collector(const Options& options, const Document* document)
      : options_(options), document_(document) {}

  // The following hits are about `proposed`, template `index` of its document, checked as `family`.
  void Begin(const Template& proposed, Family family, size_t index);
  void Add(Hit hit) override;
  // Sorts the findings of the template by their position in the text.
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
