// Checks one body of 发送模板消息 (send) against the template that it names. Messages and
// severities of the rules are data (rules/payload.json), each with one outcome "hit"; this is the
// code. Source: docs/fidelity.md#message-data. Thread-safe: no state except its arguments.
#ifndef WXNOTICE_LINT_PAYLOAD_PAYLOAD_H_
#define WXNOTICE_LINT_PAYLOAD_PAYLOAD_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/node.h"
#include "lint/rules/rule.h"
#include "wxnotice.h"

namespace wxnotice::lint {

// Receives the hits in a body.
class PayloadSink {
 public:
  virtual ~PayloadSink() = default;
  // [begin, end) in code points of `text`.
  virtual void Add(std::string_view rule, const Text& text, std::pair<size_t, size_t> span,
                   Args args, std::string fix) = 0;
};

struct PayloadContext {
  const std::vector<Template>& known;  // of the account; empty: its templates are not known
  const Linter& marketing;             // has only the marketing rule
  Language language;
};

// The template that `root` names, or null.
const Template* TemplateOf(const Node& root, const std::vector<Template>& known);
// Whether `bytes` look like `touser=...&template_id=...`.
bool IsFormEncoded(std::string_view bytes);
void CheckPayload(const Node& root, const PayloadContext& context, PayloadSink& sink);

}  // namespace wxnotice::lint

#endif  // WXNOTICE_LINT_PAYLOAD_PAYLOAD_H_
